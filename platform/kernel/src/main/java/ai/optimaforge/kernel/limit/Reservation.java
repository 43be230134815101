// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

/// A call that was let in, from then to its end. On the call's event loop.
public interface Reservation {
    /// A call of someone whom nothing limits.
    Reservation UNLIMITED =
            new Reservation() {
                @Override
                public void used(long tokens, double usd) {}

                @Override
                public double usdLeft() {
                    return Double.POSITIVE_INFINITY;
                }

                @Override
                public void end() {}
            };

    /// The call used so much more.
    ///
    /// @param usd 0 where no price is known
    void used(long tokens, double usd);

    /// What the call may still cost, in US dollars: what was left of the narrowest budget when it
    /// was let in, without what it used since; infinite if there is no budget.
    double usdLeft();

    /// The call is over; a second time does nothing.
    void end();
}
