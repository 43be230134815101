// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.model.TokenUsage;

/// What one call took and cost. Of texts the first 256 characters are kept.
///
/// @param epochMillis when the call began, in Unix milliseconds
/// @param requestId the id that the client was told
/// @param operation the operation of the contract
/// @param keyId the key that called
/// @param userId the user for whom it called
/// @param accountId the account to which the key belongs
/// @param model as the upstream names it; empty if the call came to none
/// @param provider the provider instance; empty if the call came to none
/// @param route why this one, in a line; empty if nothing was chosen
/// @param status the HTTP status; 499 if the client went away first
/// @param tokens zeros where nothing is known
/// @param costUsd not finite where no price is known
/// @param latencyNanos from the head of the request to the end of the answer
/// @param firstTokenNanos to the first chunk of a stream; negative where there was none
/// @param cacheHit whether the answer came from a cache of ours
public record UsageRecord(
        long epochMillis,
        String requestId,
        String operation,
        String keyId,
        String userId,
        String accountId,
        String model,
        String provider,
        String route,
        int status,
        TokenUsage tokens,
        double costUsd,
        long latencyNanos,
        long firstTokenNanos,
        boolean cacheHit) {
    /// Checks that all is there.
    public UsageRecord {
        requireNonNull(requestId, "requestId is null");
        requireNonNull(operation, "operation is null");
        requireNonNull(keyId, "keyId is null");
        requireNonNull(userId, "userId is null");
        requireNonNull(accountId, "accountId is null");
        requireNonNull(model, "model is null");
        requireNonNull(provider, "provider is null");
        requireNonNull(route, "route is null");
        requireNonNull(tokens, "tokens is null");
    }

    boolean isError() {
        return status >= 400;
    }
}
