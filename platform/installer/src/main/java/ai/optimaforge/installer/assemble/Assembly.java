// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.lock.LockedPlugin;
import ai.optimaforge.installer.plugins.InstalledPlugins;
import ai.optimaforge.installer.resolve.PluginSources;
import ai.optimaforge.kernel.Kernel;
import ai.optimaforge.kernel.KernelOptions;
import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.config.DescribedSetting;
import ai.optimaforge.kernel.plugin.PluginLocation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes a distribution of another and a selection. What it writes depends on these two and the
/// plugins' files only: not on the time, the machine or who does it.
public final class Assembly {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z0-9_]+)}");
    private static final String JAVA = "docker.io/library/eclipse-temurin:25-jre";

    private final Path from;
    private final String version;
    private final Map<String, String> environment;
    private final Instant time;

    /// An assembly.
    ///
    /// @param from the distribution whose kernel and own plugins are taken
    /// @param version of the platform
    /// @param environment what references to it are checked with; `SOURCE_DATE_EPOCH` is the time
    /// of all files, in seconds, by default the first of January 1980
    public Assembly(Path from, String version, Map<String, String> environment) {
        this.from = from;
        this.version = version;
        this.environment = Map.copyOf(environment);
        this.time = time(environment.getOrDefault("SOURCE_DATE_EPOCH", ""));
    }

    private static Instant time(String seconds) {
        return seconds.matches("\\d{1,11}")
                ? Instant.ofEpochSecond(Long.parseLong(seconds))
                : Instant.parse("1980-01-01T00:00:00Z");
    }

    /// What was made.
    ///
    /// @param directory ready to run
    /// @param archive the same as `tar.gz`
    /// @param plugins what is in it
    public record Assembled(Path directory, Path archive, List<LockedPlugin> plugins) {
        /// Keeps a copy.
        public Assembled {
            plugins = List.copyOf(plugins);
        }
    }

    /// Assembles. Blocks.
    ///
    /// @param out the directory to make; it must not be there. `out.tar.gz` is replaced
    /// @throws InstallRefusedException with every problem there is; nothing is left then
    public Assembled run(Selection selection, PluginSources sources, Path out)
            throws InstallRefusedException, IOException {
        Path directory = out.toAbsolutePath().normalize();
        if (Files.exists(directory)) {
            throw new InstallRefusedException(
                    "%s is there already: remove it, or give another with -o".formatted(out));
        }
        String name = directory.getFileName().toString();
        Path scratch = directory.resolveSibling("." + name + ".assembling");
        delete(scratch);
        try {
            Path made = Files.createDirectories(scratch.resolve(name));
            List<LockedPlugin> plugins = fill(made, selection, sources);
            Path archive = scratch.resolve(name + ".tar.gz");
            settle(made);
            TarGz.write(made, archive, time);
            Path beside = directory.resolveSibling(name + ".tar.gz");
            Files.move(archive, beside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(made, directory);
            return new Assembled(directory, beside, plugins);
        } finally {
            delete(scratch);
        }
    }

    private List<LockedPlugin> fill(Path made, Selection selection, PluginSources sources)
            throws InstallRefusedException, IOException {
        Chosen chosen = Chosen.of(selection, from, version, sources);
        kernel(made);
        List<LockedPlugin> plugins =
                new InstalledPlugins(made)
                                .add(
                                        chosen.zips(),
                                        chosen.copies(),
                                        "selection " + selection.name(),
                                        false)
                                .added()
                                .stream()
                                .sorted(Comparator.comparing(plugin -> plugin.name().id()))
                                .toList();
        Files.deleteIfExists(made.resolve(".installing.lock"));
        KernelOptions options = options(made, selection, plugins);
        Path conf = made.resolve("conf");
        write(conf.resolve("forge.yaml"), ConfText.forge(selection, List.of()));
        for (Map.Entry<String, Object> provider : selection.providers().entrySet()) {
            Path file = conf.resolve("providers").resolve(provider.getKey() + ".yaml");
            write(file, ConfText.yaml(provider.getValue()));
        }
        try {
            List<DescribedSetting> settings = Kernel.settings(options);
            write(conf.resolve("forge.yaml"), ConfText.forge(selection, settings));
            write(made.resolve("openapi.json"), text(options));
        } catch (StartFailedException e) {
            throw new InstallRefusedException(e.problems());
        }
        write(made.resolve("sbom.json"), Sbom.of(made, selection, version, plugins, time));
        write(made.resolve("Containerfile"), containerfile(selection, plugins));
        write(made.resolve("forge.service"), template("forge.service", selection));
        return plugins;
    }

    private static String text(KernelOptions options) throws StartFailedException {
        return Kernel.openApi(options).toString(UTF_8).stripTrailing() + "\n";
    }

    /// What every distribution has; not what it was trained to.
    private void kernel(Path made) throws IOException {
        copy("bin", made, ".*");
        copy("lib", made, ".*\\.(jar|txt)");
        copy("conf", made, ".*\\.sample");
    }

    private void copy(String folder, Path made, String names) throws IOException {
        Path source = from.resolve(folder);
        if (!Files.isDirectory(source)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(source)) {
            files =
                    all.filter(Files::isRegularFile)
                            .filter(file -> file.getFileName().toString().matches(names))
                            .toList();
        }
        for (Path file : files) {
            Path target = made.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private KernelOptions options(Path made, Selection selection, List<LockedPlugin> plugins) {
        Map<String, String> variables = new HashMap<>();
        String text = ConfText.yaml(selection.settings()) + ConfText.yaml(selection.providers());
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            // what it will be is not known here
            String name = matcher.group(1);
            variables.put(name, environment.getOrDefault(name, "not-known-yet"));
        }
        List<PluginLocation> locations =
                plugins.stream()
                        .map(plugin -> made.resolve("plugins").resolve(plugin.name().directory()))
                        .map(PluginLocation::installed)
                        .toList();
        return new KernelOptions(
                made.resolve("conf"),
                made.resolve("data"),
                () -> locations,
                Map.of("logging.level", "error"),
                variables);
    }

    private static String containerfile(Selection selection, List<LockedPlugin> plugins)
            throws IOException {
        String layers =
                plugins.stream()
                        .map(plugin -> "plugins/" + plugin.name().directory() + "/")
                        .map(path -> "COPY " + path + " /opt/forge/" + path)
                        .collect(Collectors.joining("\n"));
        return template("Containerfile", selection)
                .replace("@java@", JAVA)
                .replace("@plugins@", layers);
    }

    private static String template(String name, Selection selection) throws IOException {
        try (InputStream in = Assembly.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the installer has no " + name);
            }
            return new String(in.readAllBytes(), UTF_8).replace("@name@", selection.name());
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, UTF_8);
    }

    private void settle(Path made) throws IOException {
        FileTime then = FileTime.from(time);
        try (Stream<Path> all = Files.walk(made)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.setLastModifiedTime(file, then);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
