// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.assemble.Assembly;
import ai.optimaforge.installer.assemble.Selection;
import ai.optimaforge.installer.resolve.PluginSources;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `forge assemble`
@Command(
        name = "assemble",
        description = {
            "Makes a distribution of a selection of plugins, settings and providers: a directory"
                    + " that is ready to run, and the same as tar.gz.",
            "The same selection gives the same bytes. SOURCE_DATE_EPOCH is the time of its files."
        },
        footer = {
            "",
            "Examples:",
            "  forge assemble my-forge.yaml",
            "  forge assemble my-forge.yaml -o /opt/my-forge && /opt/my-forge/bin/forge start",
            "",
            "A selection:",
            "  name: my-forge",
            "  plugins: [chat, provider-openai, com.acme:acme-weather:1.2.0, ./own.zip]",
            "  settings: {http.port: 9000}",
            "  providers: {groq: {preset: groq}}"
        })
final class AssembleCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "SELECTION",
            description = "The file that says what is in it; paths in it are relative to it.")
    private Path selection = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The directory to make. Default: the selection's name.")
    private @Nullable Path output;

    @Mixin private RepositoryOptions repositories = new RepositoryOptions();

    private final Terminal terminal;

    AssembleCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InstallRefusedException, IOException {
        Selection chosen = Selection.read(selection);
        Path out = output == null ? Path.of(chosen.name()) : output;
        try (Scratch scratch = Scratch.make();
                PluginSources sources = repositories.sources(scratch.directory(), chosen.base())) {
            Assembly.Assembled made =
                    new Assembly(
                                    terminal.home().directory(),
                                    Version.ofForge(),
                                    terminal.environment())
                            .run(chosen, sources, out);
            terminal.out()
                    .println(
                            "assembled %d plugins in %s and %s"
                                    .formatted(
                                            made.plugins().size(),
                                            made.directory(),
                                            made.archive()));
        }
        return ExitCodes.DONE;
    }
}
