// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A path of a contract, such as `/v1/models/{model}`.
final class PathTemplate {
    private final String text;
    private final List<String> segments;
    private final String greedy;

    /// @param greedy the parameter that takes the rest of the path, slashes included; empty if
    /// none does
    PathTemplate(String text, String greedy) {
        this.text = text;
        this.segments = List.of(text.split("/", -1));
        this.greedy = greedy;
    }

    boolean isLiteral() {
        return text.indexOf('{') < 0;
    }

    /// The parameters of a path that fits.
    Optional<Map<String, String>> match(String path) {
        List<String> given = List.of(path.split("/", isGreedy() ? segments.size() : -1));
        if (given.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new TreeMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (!segment.startsWith("{")) {
                if (!segment.equals(given.get(i))) {
                    return Optional.empty();
                }
            } else if (given.get(i).isEmpty()) {
                return Optional.empty();
            } else {
                parameters.put(segment.substring(1, segment.length() - 1), decode(given.get(i)));
            }
        }
        return Optional.of(parameters);
    }

    private boolean isGreedy() {
        return !greedy.isEmpty();
    }

    private static String decode(String segment) {
        try {
            // a plus is a plus in a path
            return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException malformed) {
            return segment;
        }
    }

    /// The path as the contract has it.
    @Override
    public String toString() {
        return text;
    }
}
