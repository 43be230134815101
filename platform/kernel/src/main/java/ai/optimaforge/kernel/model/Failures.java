// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.model.UpstreamException;

/// What a failed try means for the next one.
final class Failures {
    private static final int TOO_MANY_REQUESTS = 429;

    private Failures() {}

    /// Whether the upstream is to blame, and not the request or the client: what counts against
    /// its health.
    static boolean isOfUpstream(Throwable failure) {
        return switch (failure) {
            case UpstreamException known -> isOfUpstream(known);
            case ForgeException refused -> refused.errorCode().status() >= 500;
            default -> true;
        };
    }

    private static boolean isOfUpstream(UpstreamException failure) {
        return switch (failure.failure()) {
            case ANSWERED -> failure.status() >= 500 || failure.status() == 408;
            case UNREACHABLE, CONNECT_TIMEOUT, FIRST_BYTE_TIMEOUT, IDLE_TIMEOUT, HUNG_UP, GARBLED ->
                    true;
        };
    }

    /// Whether the same upstream may do better at once.
    static boolean mayPassHere(Throwable failure) {
        return failure instanceof UpstreamException known
                && (isOfUpstream(known) || known.status() == 409 || isTooMany(known));
    }

    /// Whether another upstream may do better. What the operator has to mend at this one, its
    /// credentials, may be right at the other.
    static boolean mayPassElsewhere(Throwable failure) {
        return mayPassHere(failure)
                || (failure instanceof UpstreamException known
                        && (known.status() == 401 || known.status() == 403));
    }

    /// Whether it wants to be left alone for a while.
    static boolean isTooMany(UpstreamException failure) {
        return failure.status() == TOO_MANY_REQUESTS;
    }

    /// The HTTP status of the upstream's answer; 0 where there was none.
    static int status(Throwable failure) {
        return switch (failure) {
            case UpstreamException known -> known.status();
            case ForgeException refused -> refused.errorCode().status();
            default -> 0;
        };
    }
}
