// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin.descriptor;

import java.util.Optional;

/// A plugin that another needs: it must be installed, and started before. Written `id@^1.2`.
///
/// @param id which
/// @param versions the versions of it that will do
public record Dependency(String id, CaretRange versions) {
    /// Reads one; empty if it is none.
    public static Optional<Dependency> parse(String text) {
        int at = text.indexOf('@');
        String id = text.substring(0, Math.max(at, 0));
        return CaretRange.parse(text.substring(at + 1))
                .filter(range -> PluginName.isId(id))
                .map(range -> new Dependency(id, range));
    }

    /// As people say it.
    @Override
    public String toString() {
        return "plugin " + id + " " + versions;
    }
}
