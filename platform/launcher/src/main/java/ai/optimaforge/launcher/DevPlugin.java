// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.kernel.Kernel;
import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.kernel.plugin.PluginStatus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A plugin that its author works on: loaded from where its build leaves it, and loaded anew each
/// time the build has changed it.
final class DevPlugin {
    private static final long LOOK_MILLIS = 100;

    private final Terminal terminal;
    private final Kernel kernel;
    private final Path project;
    private final Path copies;
    private String seen = "";
    private int loads;

    /// @param project the directory of its POM
    /// @param copies where what was built is copied to before it is loaded: a class that is read
    /// later must be of the same build
    DevPlugin(Terminal terminal, Kernel kernel, Path project, Path copies) {
        this.terminal = terminal;
        this.kernel = kernel;
        this.project = project.toAbsolutePath().normalize();
        this.copies = copies;
    }

    /// Loads what is there now, then watches.
    void begin() {
        if (!Files.exists(descriptor())) {
            say("waits for its build: " + descriptor() + " is not there yet");
        } else {
            seen = state();
            load();
        }
        Thread.ofVirtual().name("dev-" + project.getFileName()).start(this::watch);
    }

    private Path descriptor() {
        return project.resolve("target/classes/META-INF/forge/plugin.properties");
    }

    private void watch() {
        String before = seen;
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                String now = Files.exists(descriptor()) ? state() : seen;
                // twice alike: the build is not writing any more
                if (now.equals(before) && !now.equals(seen)) {
                    seen = now;
                    load();
                }
                before = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Each file with its size and time.
    private String state() {
        StringBuilder state = new StringBuilder();
        for (Path part : parts()) {
            try (Stream<Path> files = Files.walk(part)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    state.append(file)
                            .append(Files.size(file))
                            .append(Files.getLastModifiedTime(file));
                }
            } catch (IOException | UncheckedIOException e) {
                // the build is removing it at this moment; the next look sees what came of it
                return "";
            }
        }
        return state.toString();
    }

    private List<Path> parts() {
        return Stream.of("target/classes", "target/plugin/lib")
                .map(project::resolve)
                .filter(Files::isDirectory)
                .toList();
    }

    private void load() {
        long begun = System.nanoTime();
        try {
            Path copy = copy();
            PluginStatus plugin = kernel.reload(PluginLocation.built(copy.resolve("target")));
            long millis = (System.nanoTime() - begun) / 1_000_000;
            say("loaded %s %s in %d ms".formatted(plugin.id(), plugin.version(), millis));
        } catch (StartFailedException e) {
            say("not loaded: " + String.join("; ", e.problems()) + "; the one before stays");
        } catch (IOException | RuntimeException e) {
            say("not loaded: " + OneLine.of(e));
        }
    }

    private Path copy() throws IOException {
        Path copy = copies.resolve(Integer.toString(loads++)).resolve(project.getFileName());
        for (Path part : parts()) {
            try (Stream<Path> files = Files.walk(part)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path to = copy.resolve(project.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            }
        }
        return copy;
    }

    /// Removes the copies of earlier runs.
    static Path emptied(Path copies) throws IOException {
        if (Files.exists(copies)) {
            try (Stream<Path> files = Files.walk(copies)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(copies);
    }

    private void say(String what) {
        terminal.err().println("dev " + project.getFileName() + ": " + what);
    }
}
