// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.assemble.Assembly;
import ai.optimaforge.installer.assemble.Selection;
import ai.optimaforge.installer.image.Image;
import ai.optimaforge.installer.resolve.PluginSources;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `forge image`
@Command(
        name = "image",
        description = {
            "Makes a container image of a selection, or of an assembled directory, as a file that"
                    + " podman and docker load. No container engine is needed.",
            "It has a Java runtime of its own and no shell; it keeps its data in /data and listens"
                    + " on 8090."
        },
        footer = {
            "",
            "Examples:",
            "  forge image my-forge.yaml -o my-forge.tar && podman load -i my-forge.tar",
            "  forge image /opt/my-forge -o my-forge.tar --name registry.example.org/my-forge:1.2"
        })
final class ImageCommand implements Callable<Integer> {
    /// Where the script says how it starts a JVM.
    private static final String OPTIONS = "forge.jvm.options";

    @Parameters(
            paramLabel = "SELECTION|DIR",
            description = "A selection's file, or a directory that forge assemble has made.")
    private Path source = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "What to write; replaced if it is there.")
    private Path output = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME[:TAG]",
            description = "The image's name. Default: the selection's, or the directory's.")
    private @Nullable String name;

    @Mixin private RepositoryOptions repositories = new RepositoryOptions();

    private final Terminal terminal;

    ImageCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InstallRefusedException, IOException {
        try (Scratch scratch = Scratch.make()) {
            Path directory = Files.isDirectory(source) ? source : assembled(scratch.directory());
            String called =
                    name != null
                            ? name
                            : directory
                                    .toRealPath()
                                    .getFileName()
                                    .toString()
                                    .toLowerCase(Locale.ROOT);
            String options = System.getProperty(OPTIONS, "").strip();
            new Image(
                            directory,
                            called,
                            options.isEmpty() ? List.of() : List.of(options.split("\\s+")))
                    .write(output, scratch.directory());
            terminal.out()
                    .println(
                            "image %s in %s, %d MB"
                                    .formatted(called, output, Files.size(output) / 1_000_000));
        }
        return ExitCodes.DONE;
    }

    private Path assembled(Path scratch) throws InstallRefusedException, IOException {
        Selection chosen = Selection.read(source);
        try (PluginSources sources = repositories.sources(scratch, chosen.base())) {
            return new Assembly(
                            terminal.home().directory(), Version.ofForge(), terminal.environment())
                    .run(chosen, sources, scratch.resolve(chosen.name()))
                    .directory();
        }
    }
}
