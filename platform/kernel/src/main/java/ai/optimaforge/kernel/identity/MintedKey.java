// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.zip.CRC32;

/// Keys that the platform makes: `forge_sk_`, 43 random digits of base 62, which are 256 bits,
/// and a checksum. The checksum tells a typing error without a look-up.
final class MintedKey {
    private static final String PREFIX = "forge_sk_";
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_DIGITS = 43;
    private static final int CHECKSUM_DIGITS = 6;
    private static final int LENGTH = PREFIX.length() + RANDOM_DIGITS + CHECKSUM_DIGITS;
    private static final int SHOWN = PREFIX.length() + 6;

    private MintedKey() {}

    static String next() {
        SecureRandom random = new SecureRandom();
        StringBuilder body = new StringBuilder(RANDOM_DIGITS);
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            body.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return PREFIX + body + checksum(body.toString());
    }

    /// Whether a key could be one of ours.
    static boolean isWellFormed(String key) {
        if (key.length() != LENGTH || !key.startsWith(PREFIX)) {
            return false;
        }
        int end = LENGTH - CHECKSUM_DIGITS;
        return key.substring(end).equals(checksum(key.substring(PREFIX.length(), end)));
    }

    /// The part by which people recognise a key, and nobody can guess it.
    static String shown(String key) {
        return key.substring(0, SHOWN);
    }

    private static String checksum(String body) {
        CRC32 checksum = new CRC32();
        checksum.update(body.getBytes(UTF_8));
        return base62(checksum.getValue());
    }

    private static String base62(long number) {
        char[] text = new char[CHECKSUM_DIGITS];
        long rest = number;
        for (int i = CHECKSUM_DIGITS - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(text);
    }
}
