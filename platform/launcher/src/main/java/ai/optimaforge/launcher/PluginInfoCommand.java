// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.archive.Licences;
import ai.optimaforge.installer.archive.PluginZip;
import ai.optimaforge.installer.lock.LockedPlugin;
import ai.optimaforge.installer.lock.PluginLock;
import ai.optimaforge.installer.plugins.InstalledPlugins;
import ai.optimaforge.installer.resolve.Coordinates;
import ai.optimaforge.installer.resolve.Fetched;
import ai.optimaforge.installer.resolve.PluginSources;
import ai.optimaforge.kernel.plugin.descriptor.Descriptor;
import ai.optimaforge.kernel.plugin.descriptor.DescriptorException;
import ai.optimaforge.kernel.plugin.descriptor.PluginName;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `forge plugin info`
@Command(
        name = "info",
        description = "Shows what a plugin is, installed or not; installs nothing.",
        footer = {
            "",
            "Examples:",
            "  forge plugin info chat",
            "  forge plugin info com.acme:acme-weather:1.2.0",
            "  forge plugin info target/acme-weather-1.2.0.zip"
        })
final class PluginInfoCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PLUGIN",
            description =
                    "ID[@VERSION] of one that is installed, group:artifact:version or a file.")
    private String plugin = "";

    @Mixin private RepositoryOptions repositories = new RepositoryOptions();

    private final Terminal terminal;

    PluginInfoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InstallRefusedException, IOException {
        boolean elsewhere =
                plugin.contains("/")
                        || Coordinates.parse(plugin).isPresent()
                        || Files.exists(Path.of(plugin));
        List<List<String>> rows = elsewhere ? fetched() : installed();
        Table.of(rows, row -> row).forEach(terminal.out()::println);
        return ExitCodes.DONE;
    }

    private List<List<String>> fetched() throws InstallRefusedException, IOException {
        try (Scratch scratch = Scratch.make();
                PluginSources sources = repositories.sources(scratch.directory())) {
            Fetched zip = sources.fetch(plugin, Optional.empty());
            Descriptor descriptor = new PluginZip(zip.file(), zip.shown()).descriptor();
            List<List<String>> rows = rows(descriptor);
            zip.coordinates().ifPresent(text -> rows.add(List.of("coordinates", text.toString())));
            rows.add(List.of("sha-256", zip.sha256()));
            if (!zip.licences().isEmpty()) {
                rows.add(licences(Licences.spdx(zip.licences())));
            }
            rows.add(List.of("installed", "no"));
            return rows;
        }
    }

    private List<List<String>> installed() throws InstallRefusedException {
        Path home = terminal.home().directory();
        PluginName name = new InstalledPlugins(home).find(plugin);
        Path directory = home.resolve("plugins").resolve(name.directory());
        List<List<String>> rows = rows(descriptor(directory));
        Optional<LockedPlugin> locked = PluginLock.readOrEmpty(home).find(name);
        locked.ifPresent(known -> lock(known, rows));
        rows.add(List.of("installed", directory.toString()));
        if (locked.isEmpty()) {
            rows.add(List.of("lock", "it is not in " + PluginLock.FILE));
        }
        return rows;
    }

    private static Descriptor descriptor(Path directory) throws InstallRefusedException {
        try {
            return Descriptor.installed(directory);
        } catch (DescriptorException e) {
            throw new InstallRefusedException(e.inFull());
        }
    }

    private static List<List<String>> rows(Descriptor descriptor) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("id", descriptor.id()));
        rows.add(List.of("version", descriptor.version()));
        rows.add(List.of("spi", descriptor.spi().toString()));
        rows.add(List.of("description", OneLine.of(descriptor.description())));
        descriptor.dependencies().forEach(needed -> rows.add(List.of("needs", needed.toString())));
        return rows;
    }

    private static void lock(LockedPlugin known, List<List<String>> rows) {
        known.coordinates().ifPresent(text -> rows.add(List.of("coordinates", text)));
        known.sha256().ifPresent(text -> rows.add(List.of("sha-256", text)));
        if (!known.licences().isEmpty()) {
            rows.add(licences(known.licences()));
        }
        rows.add(List.of("why", known.why()));
        long bytes = known.files().values().stream().mapToLong(file -> file.size()).sum();
        rows.add(List.of("files", known.files().size() + ", " + bytes / 1024 + " KiB"));
    }

    private static List<String> licences(List<String> names) {
        return List.of("licences", String.join(", ", names));
    }
}
