// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

/// The names under which a server keeps the keys of a body. A server takes no key with a dot, a
/// NUL or a `$` in front for what it is, and no empty one everywhere: they are escaped with `%`.
final class Keys {
    static final String ID = "_id";
    static final String VERSION = "_version";

    /// The body stands in a field of its own, so that it can be replaced while the version is
    /// counted up, in one step.
    static final String BODY = "body";

    private static final String EMPTY = "%";

    private Keys() {}

    static String escaped(String key) {
        if (key.isEmpty()) {
            return EMPTY;
        }
        if (isPlain(key)) {
            return key;
        }
        StringBuilder escaped = new StringBuilder(key.length() + 8);
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            switch (c) {
                case '%' -> escaped.append("%25");
                case '.' -> escaped.append("%2E");
                case '\0' -> escaped.append("%00");
                case '$' -> escaped.append(i == 0 ? "%24" : "$");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static boolean isPlain(String key) {
        return key.charAt(0) != '$'
                && key.indexOf('%') < 0
                && key.indexOf('.') < 0
                && key.indexOf('\0') < 0;
    }

    static String original(String escaped) {
        if (escaped.indexOf('%') < 0) {
            return escaped;
        }
        if (escaped.equals(EMPTY)) {
            return "";
        }
        StringBuilder key = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%' && i + 2 < escaped.length()) {
                key.append((char) Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                key.append(c);
            }
        }
        return key.toString();
    }

    /// Where a server has what a path with dots means.
    static String path(String field) {
        return field.equals("id") ? ID : BODY + "." + inBody(field);
    }

    private static String inBody(String field) {
        StringBuilder path = new StringBuilder(field.length() + 4);
        for (String segment : field.split("\\.", -1)) {
            if (segment.isEmpty()) {
                throw new IllegalArgumentException("not a field: " + field);
            }
            path.append(path.isEmpty() ? "" : ".").append(escaped(segment));
        }
        return path.toString();
    }
}
