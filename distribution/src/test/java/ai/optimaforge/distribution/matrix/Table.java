// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The table of compatibility as the docs have it, made of what the cells turned out to be.
final class Table {
    private static final String HEAD =
            """
            # Compatibility

            What a client may ask for, by what it calls and by what answers. Each cell was run: the assembled platform was called over
            HTTP, in front of an upstream that speaks the wires of OpenAI, Anthropic and Google and, on the latter two, refuses what the real
            services would refuse; what reached the upstream was looked at, and so was what came back. `MatrixTest` runs them all
            with every build and fails if this file says anything else; `-Dforge.compatibility.write=true` writes it anew.

            | | |
            |---|---|
            | ✓ | native: the request goes out as it came, but for the model's name |
            | ~ | translated into the wire's own words, and the answer back |
            | ✗ | refused, with a 400 that says why |
            | – | without effect: the sandbox is no model, and answers as if it had not been asked for |
            | · | there is no way to ask for it |

            A number points to what the client is told: the message of a refusal, or the notice in `forge_metadata` of what was left out.
            The sandbox is inside the platform and takes chat completions as they are.
            """;

    private final List<String> notes = new ArrayList<>();
    private final Map<Surface, Map<String, List<String>>> rows = new LinkedHashMap<>();

    /// Adds a cell; a row's cells come in the order of the providers.
    void add(Surface surface, String row, Outcome outcome) {
        rows.computeIfAbsent(surface, any -> new LinkedHashMap<>())
                .computeIfAbsent(row, any -> new ArrayList<>())
                .add(outcome.mark() + reference(outcome.remark()));
    }

    private String reference(String remark) {
        if (remark.isEmpty()) {
            return "";
        }
        if (!notes.contains(remark)) {
            notes.add(remark);
        }
        return " (" + (notes.indexOf(remark) + 1) + ")";
    }

    /// The document.
    String markdown() {
        StringBuilder text = new StringBuilder(HEAD);
        rows.forEach(
                (surface, cells) -> {
                    text.append("\n## ").append(surface.title()).append("\n\n");
                    text.append("| | OpenAI | Anthropic | Google | sandbox |\n");
                    text.append("|---|---|---|---|---|\n");
                    cells.forEach(
                            (row, marks) ->
                                    text.append("| ")
                                            .append(row)
                                            .append(" | ")
                                            .append(String.join(" | ", marks))
                                            .append(" |\n"));
                });
        text.append("\n## What the client is told\n\n");
        for (int i = 0; i < notes.size(); i++) {
            text.append(i + 1).append(". ").append(notes.get(i)).append('\n');
        }
        return text.toString();
    }
}
