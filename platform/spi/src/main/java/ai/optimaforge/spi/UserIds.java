// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

import java.util.regex.Pattern;

/// What a user id looks like. Any that does is a user.
public final class UserIds {
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._@:-]{1,128}");

    private UserIds() {}

    /// Whether it is a user id: 1 to 128 of `A-Za-z0-9._@:-`, and neither `.` nor `..`.
    public static boolean isWellFormed(String id) {
        return WELL_FORMED.matcher(id).matches() && !id.equals(".") && !id.equals("..");
    }
}
