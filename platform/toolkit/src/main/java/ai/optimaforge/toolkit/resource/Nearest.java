// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit.resource;

import org.apache.commons.text.similarity.LevenshteinDistance;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds what somebody probably meant when they misspelt a name.
final class Nearest {
    private Nearest() {}

    static Optional<String> to(String name, Collection<String> known) {
        int threshold = 2 + name.length() / 10;
        LevenshteinDistance measure = new LevenshteinDistance(threshold);
        String written = name.toLowerCase(Locale.ROOT);
        record Candidate(String name, int distance) {}
        return known.stream()
                .map(other -> new Candidate(other, measure.apply(written, other)))
                .filter(candidate -> candidate.distance() >= 0)
                .min(Comparator.comparingInt(Candidate::distance))
                .map(Candidate::name);
    }
}
