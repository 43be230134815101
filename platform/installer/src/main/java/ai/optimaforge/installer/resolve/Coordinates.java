// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.resolve;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a Maven repository has a plugin's zip.
///
/// @param group the group id
/// @param artifact the artifact id
/// @param version one version, no range
public record Coordinates(String group, String artifact, String version) {
    /// Under which our own plugins are published.
    public static final String OURS = "ai.optimaforge.plugins";

    private static final String PART = "([A-Za-z0-9_.-]+)";
    private static final Pattern TEXT = Pattern.compile(PART + ":" + PART + ":" + PART);

    /// Reads `group:artifact:version`; empty if it is none.
    public static Optional<Coordinates> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Coordinates(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /// One of our own plugins.
    public static Coordinates ours(String name, String version) {
        return new Coordinates(OURS, name, version);
    }

    @Override
    public String toString() {
        return group + ":" + artifact + ":" + version;
    }
}
