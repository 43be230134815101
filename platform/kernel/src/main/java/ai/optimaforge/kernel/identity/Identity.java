// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.admin.Limits;

import java.util.Optional;

/// A caller, and how much it may do.
///
/// @param caller who calls
/// @param disabled whether the user may do nothing at all
/// @param userLimits what all keys of the user may do together
/// @param keyLimits what the key may do besides, if that is limited
/// @param expiresAt when the key stops working, in Unix seconds
public record Identity(
        Caller caller,
        boolean disabled,
        Limits userLimits,
        Optional<Limits> keyLimits,
        Optional<Long> expiresAt) {
    /// Checks that all is there.
    public Identity {
        requireNonNull(caller, "caller is null");
        requireNonNull(userLimits, "userLimits is null");
    }

    /// Whether anything is limited.
    public boolean isLimited() {
        return !userLimits.isNone() || keyLimits.isPresent();
    }

    boolean isExpired(long nowSeconds) {
        return expiresAt.isPresent() && expiresAt.get() <= nowSeconds;
    }
}
