// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which model takes the place of one that is gone, where nobody has said so: the next version of
/// the same family, which is nearest to what the caller was used to. `claude-sonnet-4-5` is
/// followed by `claude-sonnet-4-6` where that is there, else by `claude-sonnet-5`; a model of a
/// date by the same without.
final class Successors {
    private static final int SHORTEST_DATE = 4;

    private Successors() {}

    /// A name, taken apart.
    ///
    /// @param family what is no number: `claude sonnet`
    /// @param version the numbers, but for a date
    private record Name(String id, List<String> family, List<Integer> version) {
        static Name of(String id) {
            List<String> family = new ArrayList<>();
            List<Integer> version = new ArrayList<>();
            boolean isPreview = false;
            for (String token : id.split("[-.:@]", -1)) {
                isPreview |= token.equals("preview");
                if (token.isEmpty() || token.equals("preview") || token.equals("latest")) {
                    continue;
                }
                if (!token.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    family.add(token);
                } else if (!isPreview && token.length() < SHORTEST_DATE && !isOfDate(id, token)) {
                    // what follows `preview` is its day
                    version.add(Integer.parseInt(token));
                }
            }
            return new Name(id, List.copyOf(family), List.copyOf(version));
        }

        // 2024-05-13: the year is told by its length, month and day by the year before them
        private static boolean isOfDate(String id, String token) {
            int at = id.indexOf("-" + token);
            int year = id.indexOf("-20");
            return year >= 0 && at > year && token.length() == 2;
        }
    }

    /// @param gone the id of a model that is there no more
    /// @param there the ids of the vendor's models that are
    static Optional<String> of(String gone, List<String> there) {
        Name old = Name.of(gone);
        Comparator<Name> byVersion = (one, other) -> compare(one.version(), other.version());
        Comparator<Name> nearest =
                byVersion.thenComparingInt(name -> name.id().length()).thenComparing(Name::id);
        return there.stream()
                .filter(id -> !id.equals(gone))
                .map(Name::of)
                .filter(name -> name.family().equals(old.family()))
                .filter(name -> compare(name.version(), old.version()) >= 0)
                .min(nearest)
                .map(Name::id);
    }

    private static int compare(List<Integer> a, List<Integer> b) {
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            int order = Integer.compare(i < a.size() ? a.get(i) : 0, i < b.size() ? b.get(i) : 0);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
