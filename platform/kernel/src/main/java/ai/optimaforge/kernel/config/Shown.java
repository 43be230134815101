// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import ai.optimaforge.spi.config.Secret;

import java.util.List;

/// A value as the operator may see it: as it was written, on one line, without what is secret.
///
/// References are shown unresolved, for what is kept outside the file is often kept there because
/// it is secret, even where the setting itself is not, such as a URI with a password.
final class Shown {
    private static final int LONGEST = 120;

    private Shown() {}

    static String of(Value value, boolean secret) {
        if (secret) {
            return Secret.MASK;
        }
        if (value instanceof Value.Text(String text, _)) {
            return oneLine(withoutUser(text));
        }
        if (value instanceof Value.Items(List<Value> items, _)) {
            return String.join(", ", items.stream().map(item -> of(item, false)).toList());
        }
        return value instanceof Value.Tree ? "{…}" : "";
    }

    private static String withoutUser(String text) {
        int start = text.indexOf("://") + 3;
        if (start < 3) {
            return text;
        }
        int end = start;
        while (end < text.length() && "/?# ".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        int at = text.lastIndexOf('@', end);
        return at < start ? text : text.substring(0, start) + Secret.MASK + text.substring(at);
    }

    private static String oneLine(String text) {
        String line = text.replace("\r", "").replace("\n", "\\n");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
