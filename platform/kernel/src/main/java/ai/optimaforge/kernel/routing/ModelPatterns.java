// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import java.util.List;
import java.util.regex.Pattern;

/// Patterns of models, in which `*` stands for anything.
///
/// @param patterns as they are matched
public record ModelPatterns(List<Pattern> patterns) {
    /// Keeps a copy.
    public ModelPatterns {
        patterns = List.copyOf(patterns);
    }

    /// Patterns as an operator writes them, for instance `openai/gpt-*`.
    public static ModelPatterns of(List<String> globs) {
        return new ModelPatterns(globs.stream().map(ModelPatterns::pattern).toList());
    }

    private static Pattern pattern(String glob) {
        StringBuilder pattern = new StringBuilder();
        for (String part : glob.split("\\*", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString());
    }

    /// Whether there are none.
    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /// Whether one of them matches.
    public boolean match(String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
