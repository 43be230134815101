// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin.descriptor;

import java.lang.module.ModuleDescriptor;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// One version of a plugin. Both parts are fit for the name of a directory.
///
/// @param id lower-case words joined by hyphens
/// @param version letters, digits, `.`, `-`, `_`, `+`
public record PluginName(String id, String version) {
    /// Versions as the platform prefers them. What is none in the usual sense is compared as
    /// text.
    public static final Comparator<String> NEWEST_FIRST = PluginName::newestFirst;

    /// By id, the newest version first.
    public static final Comparator<PluginName> ORDER =
            Comparator.comparing(PluginName::id).thenComparing(PluginName::version, NEWEST_FIRST);

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+_-]{0,99}");

    /// A name.
    ///
    /// @throws IllegalArgumentException with the part and its value if it is none
    public PluginName {
        if (!isId(id)) {
            throw new IllegalArgumentException(
                    "id = %s must be lower-case words joined by hyphens".formatted(id));
        }
        if (!isVersion(version)) {
            throw new IllegalArgumentException(
                    "version = %s must begin with a letter or digit and hold letters, digits and . - _ + only"
                            .formatted(version));
        }
    }

    /// Whether a text is fit to be an id.
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /// Whether a text is fit to be a version.
    static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    /// Reads `id-version`, the name of an installed plugin's directory; empty if it is none.
    public static Optional<PluginName> ofDirectory(String name) {
        for (int dash = name.indexOf('-'); dash > 0; dash = name.indexOf('-', dash + 1)) {
            boolean digit = dash + 1 < name.length() && Character.isDigit(name.charAt(dash + 1));
            String id = name.substring(0, dash);
            String version = name.substring(dash + 1);
            if (digit && isId(id) && isVersion(version)) {
                return Optional.of(new PluginName(id, version));
            }
        }
        return Optional.empty();
    }

    /// How its directory below `plugins/` is called.
    public String directory() {
        return id + "-" + version;
    }

    private static int newestFirst(String one, String other) {
        try {
            int order =
                    ModuleDescriptor.Version.parse(other)
                            .compareTo(ModuleDescriptor.Version.parse(one));
            return order != 0 ? order : other.compareTo(one);
        } catch (IllegalArgumentException _) {
            return other.compareTo(one);
        }
    }

    @Override
    public String toString() {
        return id + " " + version;
    }
}
