// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import java.util.List;
import java.util.Map;

/// A provider instance as the operator sees it.
///
/// @param name the instance's name
/// @param type the type of its provider
/// @param origin where it came from, for instance `env OPENAI_API_KEY` or `file
/// conf/providers/groq.yaml`
/// @param models how many models it has; 0 while they are not known
/// @param problem why its models are not known; empty if they are
/// @param enabled whether calls may go to it
/// @param latencyMillis how long it took to tell its models; negative while it has not
/// @param openCircuits its models that failed too often of late, and are left alone for a while
/// @param openElsewhere its models of which another node tells that
/// @param settings its settings as they were written, secrets masked
public record ProviderStatus(
        String name,
        String type,
        String origin,
        int models,
        String problem,
        boolean enabled,
        long latencyMillis,
        List<String> openCircuits,
        List<String> openElsewhere,
        Map<String, String> settings) {
    /// Keeps a copy.
    public ProviderStatus {
        openCircuits = List.copyOf(openCircuits);
        openElsewhere = List.copyOf(openElsewhere);
        settings = Map.copyOf(settings);
    }

    /// Whether it has told its models.
    public boolean isUp() {
        return problem.isEmpty();
    }

    /// Whether it was asked.
    public boolean isKnown() {
        return !problem.equals(NOT_ASKED);
    }

    static final String NOT_ASKED = "not asked yet";
}
