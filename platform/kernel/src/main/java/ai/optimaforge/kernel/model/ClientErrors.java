// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ErrorCode;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.model.UpstreamException;

import java.util.Locale;

/// What a client is told of an upstream's failure: what is the client's to mend keeps its status,
/// what is the operator's or the upstream's to mend becomes a failure of ours.
final class ClientErrors {
    private ClientErrors() {}

    /// @param failure a failure that a provider reported, or threw
    static Throwable from(Throwable failure, String instance) {
        if (!(failure instanceof UpstreamException upstream)) {
            return failure;
        }
        ErrorCode code = code(upstream);
        ForgeException told = new ForgeException(code, message(upstream, code, instance), failure);
        return upstream.retryAfter().map(told::withRetryAfter).orElse(told);
    }

    private static ErrorCode code(UpstreamException failure) {
        return switch (failure.failure()) {
            case ANSWERED -> answered(failure);
            case UNREACHABLE -> CommonError.PROVIDER_UNAVAILABLE;
            case CONNECT_TIMEOUT, FIRST_BYTE_TIMEOUT, IDLE_TIMEOUT -> CommonError.PROVIDER_TIMEOUT;
            case HUNG_UP, GARBLED -> CommonError.PROVIDER_ERROR;
        };
    }

    private static ErrorCode answered(UpstreamException failure) {
        return switch (failure.status()) {
            case 400 -> CommonError.PROVIDER_REFUSED_REQUEST;
            case 401, 403 -> CommonError.PROVIDER_AUTHENTICATION_FAILED;
            case 404 ->
                    failure.message().toLowerCase(Locale.ROOT).contains("model")
                            ? CommonError.MODEL_NOT_FOUND
                            : CommonError.RESOURCE_NOT_FOUND;
            case 408, 504 -> CommonError.PROVIDER_TIMEOUT;
            case 409 -> CommonError.RESOURCE_CONFLICT;
            case 413 -> CommonError.BODY_TOO_LARGE;
            case 415 -> CommonError.UNSUPPORTED_MEDIA_TYPE;
            case 422 -> CommonError.INVALID_VALUE;
            case 429 -> CommonError.RATE_LIMIT_EXCEEDED;
            case 529 -> CommonError.PROVIDER_UNAVAILABLE;
            default -> CommonError.PROVIDER_ERROR;
        };
    }

    private static String message(UpstreamException failure, ErrorCode code, String instance) {
        String provider = "Provider " + instance;
        if (code == CommonError.PROVIDER_AUTHENTICATION_FAILED) {
            // what an upstream says of a key is for the operator, not for the caller
            return provider + " refused the operator's credentials (" + failure.status() + ").";
        }
        String said = failure.message().isEmpty() ? "." : ": " + failure.message();
        return failure.failure() == UpstreamException.Failure.ANSWERED
                ? provider + " answered " + failure.status() + said
                : provider + " failed" + said;
    }
}
