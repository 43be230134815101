// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.kernel.identity.Identity;
import ai.optimaforge.kernel.limit.Reservation;
import ai.optimaforge.spi.OwnCall;
import ai.optimaforge.spi.Registration;

import java.util.function.ObjIntConsumer;

/// A call that a plugin has begun.
final class BegunCall extends LiveCall implements OwnCall {
    private static final int GIVEN_UP = 499;

    private final ObjIntConsumer<BegunCall> ended;
    private Registration watch = () -> {};

    /// @param ended notes the call with its status; run once
    BegunCall(
            String requestId,
            Identity identity,
            Reservation reservation,
            ObjIntConsumer<BegunCall> ended) {
        super(requestId);
        calledBy(identity);
        reserve(reservation);
        this.ended = ended;
    }

    /// Until it is over.
    void watchedBy(Registration registration) {
        watch = registration;
    }

    /// There is no request of which the length would tell.
    @Override
    public long expectedTokens() {
        return 0;
    }

    /// There is no head of an answer that could carry it.
    @Override
    public void warn(String line) {}

    @Override
    public void cancel() {
        if (giveUp()) {
            over(GIVEN_UP);
        }
    }

    @Override
    public void end(int status) {
        if (finish()) {
            over(status);
        }
    }

    private void over(int status) {
        watch.close();
        ended.accept(this, status);
        release();
    }
}
