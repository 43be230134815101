// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.store;

import java.security.SecureRandom;

/// Ids that sort by the time at which they were made, so that a list by id is a list by age:
/// `key_01k3a9…`, a name and a [ULID](https://github.com/ulid/spec) in lower case, whose 80
/// random bits nobody can guess.
public final class TimeOrderedId {
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int TIME_DIGITS = 10;
    private static final int RANDOM_DIGITS = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private TimeOrderedId() {}

    /// A new id.
    ///
    /// @param name what it is the id of, such as `key`
    public static String next(String name) {
        StringBuilder id = new StringBuilder(name.length() + 1 + TIME_DIGITS + RANDOM_DIGITS);
        id.append(name).append('_');
        long millis = System.currentTimeMillis();
        for (int digit = TIME_DIGITS - 1; digit >= 0; digit--) {
            id.append(DIGITS.charAt((int) (millis >>> (5 * digit)) & 31));
        }
        byte[] random = new byte[RANDOM_DIGITS];
        RANDOM.nextBytes(random);
        for (byte bits : random) {
            id.append(DIGITS.charAt(bits & 31));
        }
        return id.toString();
    }
}
