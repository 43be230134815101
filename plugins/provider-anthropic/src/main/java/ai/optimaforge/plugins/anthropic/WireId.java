// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

/// The names of tools and the ids of their calls, of which the wire takes letters, digits,
/// hyphens and underscores only.
final class WireId {
    private static final int LONGEST_NAME = 128;

    private WireId() {}

    /// An id as the wire takes it. One that another provider gave is changed, always in the same
    /// way, so that a call and its result still agree.
    static String of(String id) {
        if (isTaken(id)) {
            return id;
        }
        StringBuilder taken = new StringBuilder(id.length() + 9);
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            taken.append(isTaken(c) ? c : '_');
        }
        // what told two ids apart may be what was replaced
        return taken.append('_').append(Integer.toHexString(id.hashCode())).toString();
    }

    static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= LONGEST_NAME && isTaken(name);
    }

    private static boolean isTaken(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (!isTaken(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTaken(char c) {
        return isLetterOrDigit(c) || c == '-' || c == '_';
    }

    /// Whether a character is one of ASCII's letters and digits.
    static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
