// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.config.Setting;

import java.util.Optional;

/// The key with which a platform begins: `bootstrap.…`.
public record BootstrapConfig(
        @Setting(
                        "The operator's own key, 16 characters or more; without one, a key is made"
                                + " at the first start and kept in data/bootstrap-key")
                Optional<Secret> key) {
    private static final int SHORTEST = 16;

    /// Checks that the key can't be guessed in a hurry, and can be sent in a header.
    public BootstrapConfig {
        key.map(Secret::reveal)
                .ifPresent(
                        text -> {
                            if (text.length() < SHORTEST) {
                                throw new IllegalArgumentException(
                                        "key must have at least " + SHORTEST + " characters");
                            }
                            if (!text.chars().allMatch(c -> c > ' ' && c < 127)) {
                                throw new IllegalArgumentException(
                                        "key must be of visible ASCII characters");
                            }
                        });
    }
}
