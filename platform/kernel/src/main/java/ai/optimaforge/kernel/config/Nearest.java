// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import org.apache.commons.text.similarity.LevenshteinDistance;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds what somebody probably meant when they misspelt a name.
public final class Nearest {
    private Nearest() {}

    /// The known name that is closest, whatever its case, if one is so close that it looks like a
    /// slip of the pen.
    public static Optional<String> to(String name, Collection<String> known) {
        return within(2 + name.length() / 10, name, known);
    }

    /// The same as a sentence to append to one: ` Did you mean chat?`.
    public static Optional<String> question(String name, Collection<String> known) {
        return to(name, known).map(near -> " Did you mean " + near + "?");
    }

    /// The same as a clause to append to a line for the operator: `; did you mean chat?`.
    public static Optional<String> remark(String name, Collection<String> known) {
        return to(name, known).map(Nearest::remark);
    }

    static String remark(String near) {
        return "; did you mean " + near + "?";
    }

    static Optional<String> within(int distance, String name, Collection<String> known) {
        List<String> candidates =
                known.stream()
                        .filter(other -> Math.abs(other.length() - name.length()) <= distance)
                        .toList();
        if (candidates.isEmpty()) {
            // the usual case on the way of a start, where loading the measure would be felt
            return Optional.empty();
        }
        LevenshteinDistance measure = new LevenshteinDistance(distance);
        String written = name.toLowerCase(Locale.ROOT);
        String nearest = null;
        int least = distance + 1;
        for (String candidate : candidates) {
            int apart = measure.apply(written, candidate.toLowerCase(Locale.ROOT));
            if (apart >= 0 && apart < least) {
                least = apart;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }
}
