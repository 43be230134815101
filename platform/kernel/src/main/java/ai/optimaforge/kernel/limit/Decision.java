// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import ai.optimaforge.spi.ForgeException;

import io.vertx.core.Future;

import java.util.Map;
import java.util.Optional;

/// Whether a call is let in.
///
/// @param call the call, to be ended; of one that is refused, nothing is counted
/// @param headers the `X-RateLimit-…` headers of the answer, whatever it is
/// @param refusal what the client is told instead of an answer
public record Decision(
        Reservation call, Map<String, String> headers, Optional<ForgeException> refusal) {
    static final Future<Decision> FREE =
            Future.succeededFuture(new Decision(Reservation.UNLIMITED, Map.of(), Optional.empty()));

    static Decision admitted(Reservation call, Map<String, String> headers) {
        return new Decision(call, headers, Optional.empty());
    }

    static Decision refused(ForgeException refusal, Map<String, String> headers) {
        return new Decision(Reservation.UNLIMITED, headers, Optional.of(refusal));
    }
}
