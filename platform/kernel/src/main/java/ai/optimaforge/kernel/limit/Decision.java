// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import ai.optimaforge.spi.ForgeException;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;

import java.util.Optional;
import java.util.function.Consumer;

/// Whether a call is let in.
///
/// @param call the call, to be ended; of one that is refused, nothing is counted
/// @param headers puts the `X-RateLimit-…` headers on the answer, whatever it is
/// @param refusal what the client is told instead of an answer
public record Decision(
        Reservation call, Consumer<MultiMap> headers, Optional<ForgeException> refusal) {
    static final Future<Decision> FREE =
            Future.succeededFuture(
                    new Decision(Reservation.UNLIMITED, none -> {}, Optional.empty()));

    static Decision admitted(Reservation call, Consumer<MultiMap> headers) {
        return new Decision(call, headers, Optional.empty());
    }

    static Decision refused(ForgeException refusal, Consumer<MultiMap> headers) {
        return new Decision(Reservation.UNLIMITED, headers, Optional.of(refusal));
    }
}
