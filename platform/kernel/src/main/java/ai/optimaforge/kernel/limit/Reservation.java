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
                public void end() {}
            };

    /// The call used so much more.
    ///
    /// @param usd 0 where no price is known
    void used(long tokens, double usd);

    /// The call is over; a second time does nothing.
    void end();
}
