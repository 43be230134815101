// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.secret;

import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.config.Setting;

import java.util.Base64;
import java.util.Optional;

/// By what secrets are encrypted: `secrets.…`.
public record SecretsConfig(
        @Setting(
                        "The key by which stored secrets are encrypted, 32 bytes in base64, the"
                                + " same on all nodes; without one, a key is made and kept in"
                                + " data/secrets-key")
                Optional<Secret> key) {
    private static final int BYTES = 32;

    /// Checks that it is a key.
    public SecretsConfig {
        if (key.isPresent() && !isKey(key.get().reveal())) {
            throw new IllegalArgumentException(
                    "key must be 32 bytes in base64, as openssl rand -base64 32 prints them");
        }
    }

    static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text.strip()).length == BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
