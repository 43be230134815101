// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What each cell shall be: a row a case; a group of four a surface, in the order of [Surface]; a
/// sign in it a provider, in the order of [Provider].
final class Expected {
    private static final String CELLS =
            """
            text                           ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            system                         ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            multi-turn                     ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            image                          ✓~~–  ✓~~–  ~✓~–  ~✓~–
            image by URL                   ✓~~–  ✓~~–  ~✓~–  ~✓~–
            PDF                            ✓~~–  ✓~~–  ~✓~–  ~✓~–
            audio                          ✓✗~–  ✓✗~–  ····  ····
            one tool                       ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            parallel tools                 ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            tool round trip                ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            forced tool                    ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            JSON schema                    ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            reasoning                      ✓~~–  ✓~~–  ~✓~–  ~✓~–
            thoughts in a tool round trip  ✓~~·  ✓~~·  ~✓~·  ~✓~·
            stop                           ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            length cut                     ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            refusal                        ✓~~–  ✓~~–  ~✓~–  ~✓~–
            logprobs                       ✓✗~–  ✓✗~–  ····  ····
            error: too many requests       ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            error: overload                ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            error: not found               ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            error amid the answer          ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            cancel                         ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            usage                          ✓~~✓  ✓~~✓  ~✓~~  ~✓~~
            """;

    private static final Map<String, List<String>> ROWS = rows();

    private Expected() {}

    private static Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : CELLS.split("\n", -1)) {
            if (!line.isBlank()) {
                List<String> fields = new ArrayList<>(Arrays.asList(line.split(" {2,}", -1)));
                rows.put(fields.removeFirst(), fields);
            }
        }
        return rows;
    }

    static Mark of(String row, Provider provider, Surface surface) {
        List<String> groups = ROWS.get(row);
        if (groups == null) {
            throw new IllegalArgumentException("no row " + row);
        }
        String signs = groups.get(List.of(Surface.values()).indexOf(surface));
        return Mark.of(String.valueOf(signs.charAt(List.of(Provider.values()).indexOf(provider))));
    }

    /// The rows, in the order of the table.
    static List<String> names() {
        return List.copyOf(ROWS.keySet());
    }
}
