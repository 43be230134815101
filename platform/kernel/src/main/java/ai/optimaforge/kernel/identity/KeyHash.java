// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// What is kept of a key: its SHA-256. 256 random bits need no salt and no slow hash. It can be
/// looked up in a table: how long that takes tells of the hash, and nothing of the key.
final class KeyHash {
    // copied for each key: to look one up among the providers costs as much as the hash
    private static final MessageDigest SHA_256 = sha256();

    private final byte[] bytes;

    private KeyHash(byte[] bytes) {
        this.bytes = bytes;
    }

    static KeyHash of(String key) {
        try {
            MessageDigest digest = (MessageDigest) SHA_256.clone();
            return new KeyHash(digest.digest(key.getBytes(UTF_8)));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own SHA-256 can be copied", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Compares in a time that does not depend on the hashes.
    boolean isSame(KeyHash other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }

    String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyHash hash && isSame(hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
