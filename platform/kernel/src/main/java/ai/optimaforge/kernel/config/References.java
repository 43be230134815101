// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/// Puts in what a value refers to: `${env:NAME}`, or `${file:/path}` relative to the directory of
/// the configuration. `$${` stands for a plain `${`.
record References(Path directory, Map<String, String> environment) {
    /// @throws IllegalArgumentException with a message fit for the operator
    String resolve(String text) {
        int at = text.indexOf("${");
        if (at < 0) {
            return text;
        }
        StringBuilder resolved = new StringBuilder();
        int done = 0;
        while (at >= 0) {
            if (at > done && text.charAt(at - 1) == '$') {
                resolved.append(text, done, at - 1).append("${");
                done = at + 2;
            } else {
                int end = text.indexOf('}', at);
                if (end < 0) {
                    throw new IllegalArgumentException("has a ${ without its }");
                }
                resolved.append(text, done, at).append(target(text.substring(at + 2, end)));
                done = end + 1;
            }
            at = text.indexOf("${", done);
        }
        return resolved.append(text, done, text.length()).toString();
    }

    private String target(String reference) {
        if (reference.startsWith("env:")) {
            return variable(reference.substring("env:".length()));
        }
        if (reference.startsWith("file:")) {
            return content(reference.substring("file:".length()));
        }
        throw new IllegalArgumentException(
                "refers to ${"
                        + reference
                        + "}; must be ${env:NAME}, ${file:/path}, or $${ for ${");
    }

    private String variable(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "refers to the environment variable " + name + ", which is not set");
        }
        return value;
    }

    private String content(String path) {
        try {
            return withoutTrailingNewline(Files.readString(directory.resolve(path)));
        } catch (IOException | InvalidPathException _) {
            throw new IllegalArgumentException(
                    "refers to the file " + path + ", which cannot be read");
        }
    }

    private static String withoutTrailingNewline(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
