// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;

/// A text that must not be printed: a key, a password, a token.
public final class Secret {
    /// What is shown in place of a secret.
    public static final String MASK = "***";

    private final String text;

    private Secret(String text) {
        this.text = requireNonNull(text, "text");
    }

    /// Wraps the text.
    public static Secret of(String text) {
        return new Secret(text);
    }

    /// The text itself, for the one who has to send or compare it.
    public String reveal() {
        return text;
    }

    /// Compares in a time that does not tell how much of the text was right.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(text.getBytes(UTF_8), that.text.getBytes(UTF_8));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
