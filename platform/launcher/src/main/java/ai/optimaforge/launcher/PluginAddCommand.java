// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static java.util.Objects.requireNonNullElse;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.Sha256;
import ai.optimaforge.installer.lock.LockedPlugin;
import ai.optimaforge.installer.plugins.InstalledPlugins;
import ai.optimaforge.installer.resolve.Fetched;
import ai.optimaforge.installer.resolve.PluginSources;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `forge plugin add`
@Command(
        name = "add",
        description = {
            "Installs plugins: all that are named, or none.",
            "Each is checked, unpacked and loaded as a start would; versions of one plugin stand"
                + " side by side, and the newest runs. A name alone is one of the platform's own."
        },
        footer = {
            "",
            "Examples:",
            "  forge plugin add com.acme:acme-weather:1.2.0",
            "  forge plugin add target/acme-weather-1.2.0.zip --live",
            "  forge plugin add https://example.org/acme-weather-1.2.0.zip --sha256 9f86d081..."
        })
final class PluginAddCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PLUGIN",
            arity = "1..*",
            description = "group:artifact:version, a file, an address of https, or a name.")
    private List<String> plugins = new ArrayList<>();

    @Option(
            names = "--sha256",
            paramLabel = "DIGITS",
            description = "What the file's SHA-256 must be; for one plugin.")
    private @Nullable String sha256;

    @Option(
            names = "--replace",
            description = "Take the place of every installed version, rather than stand beside.")
    private boolean replace;

    @Option(names = "--why", hidden = true, description = "Who asked, if not the operator.")
    private @Nullable String why;

    @Mixin private RepositoryOptions repositories = new RepositoryOptions();

    @ArgGroup(exclusive = false)
    private @Nullable LiveOptions live;

    @Spec private @Nullable CommandSpec spec;

    private final Terminal terminal;

    PluginAddCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Whether a running node is told, and where it is.
    static final class LiveOptions {
        @Option(
                names = "--live",
                required = true,
                description = "Tell the running node, which swaps to it without failing a call.")
        private boolean live;

        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "Where the node is. Default: where this home's settings have it.")
        private @Nullable URI url;
    }

    @Override
    public Integer call() throws InstallRefusedException, IOException {
        Optional<String> digits =
                Optional.ofNullable(sha256).map(text -> text.toLowerCase(Locale.ROOT));
        checkUsage(digits);
        InstalledPlugins.Added added;
        try (Scratch scratch = Scratch.make();
                PluginSources sources = repositories.sources(scratch.directory())) {
            List<Fetched> zips = new ArrayList<>();
            List<String> problems = new ArrayList<>();
            for (String plugin : plugins) {
                try {
                    zips.add(sources.fetch(OurPlugins.coordinates(plugin), digits));
                } catch (InstallRefusedException e) {
                    problems.addAll(e.problems());
                }
            }
            if (!problems.isEmpty()) {
                throw new InstallRefusedException(problems);
            }
            added = new InstalledPlugins(terminal.home().directory()).add(zips, reason(), replace);
        }
        tell(added);
        return live != null && live.live ? goLive(added, live) : ExitCodes.DONE;
    }

    private String reason() {
        return requireNonNullElse(why, "added as " + String.join(" ", plugins));
    }

    private void checkUsage(Optional<String> digits) {
        CommandSpec known = spec;
        if (known == null || digits.isEmpty()) {
            return;
        }
        if (!Sha256.isOne(digits.get())) {
            throw new ParameterException(
                    known.commandLine(), "--sha256 " + sha256 + " must be 64 hexadecimal digits");
        }
        if (plugins.size() > 1) {
            throw new ParameterException(known.commandLine(), "--sha256 is for one plugin");
        }
    }

    private void tell(InstalledPlugins.Added added) {
        Path home = terminal.home().directory();
        for (LockedPlugin plugin : added.added()) {
            terminal.out().println("added " + plugin.name() + " to " + home);
        }
        for (LockedPlugin plugin : added.same()) {
            terminal.out().println(plugin.name() + " is there already");
        }
        added.notes().forEach(note -> terminal.err().println("to be set: " + OneLine.of(note)));
    }

    private int goLive(InstalledPlugins.Added added, LiveOptions options)
            throws InstallRefusedException {
        LiveNode node = LiveNode.of(terminal, Optional.ofNullable(options.url));
        List<LockedPlugin> all = new ArrayList<>(added.added());
        all.addAll(added.same());
        for (LockedPlugin plugin : all) {
            node.run(plugin.name());
            terminal.out().println(plugin.name() + " runs at " + node.address());
        }
        return ExitCodes.DONE;
    }
}
