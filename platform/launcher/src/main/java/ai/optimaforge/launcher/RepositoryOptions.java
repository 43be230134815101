// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.installer.resolve.PluginSources;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where artifacts come from, beside the local repository, Central and those of settings.xml.
final class RepositoryOptions {
    @Option(
            names = "--repository",
            paramLabel = "URL",
            description =
                    "A Maven repository to ask first. May be repeated. ~/.m2/settings.xml is"
                            + " heeded.")
    private List<String> repositories = new ArrayList<>();

    PluginSources sources(Path scratch) {
        return sources(scratch, Path.of("").toAbsolutePath());
    }

    /// @param base what paths are relative to
    PluginSources sources(Path scratch, Path base) {
        Path maven = Path.of(System.getProperty("user.home"), ".m2");
        return new PluginSources(scratch, base, maven, repositories);
    }
}
