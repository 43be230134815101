// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/// Keys that the platform makes: `forge_sk_`, 256 random bits and a checksum, both in base 62.
/// The checksum tells a typing error without a look-up.
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
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String body = base62(new BigInteger(1, random), RANDOM_DIGITS);
        return PREFIX + body + checksum(body);
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
        return base62(BigInteger.valueOf(checksum.getValue()), CHECKSUM_DIGITS);
    }

    private static String base62(BigInteger number, int digits) {
        BigInteger base = BigInteger.valueOf(DIGITS.length());
        StringBuilder text = new StringBuilder(digits);
        BigInteger rest = number;
        for (int i = 0; i < digits; i++) {
            BigInteger[] split = rest.divideAndRemainder(base);
            text.append(DIGITS.charAt(split[1].intValue()));
            rest = split[0];
        }
        return text.reverse().toString();
    }
}
