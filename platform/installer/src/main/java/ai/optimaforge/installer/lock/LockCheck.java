// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.lock;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.Sha256;
import ai.optimaforge.kernel.plugin.descriptor.PluginName;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Holds what is installed against the lock.
public final class LockCheck {
    private final Path home;
    private final Stamps stamps;
    private final List<String> problems = new ArrayList<>();

    private LockCheck(Path home, Stamps stamps) {
        this.home = home;
        this.stamps = stamps;
    }

    /// Reads every file. Blocks.
    ///
    /// @return what differs, one line each with what to do; empty if nothing does
    public static List<String> whole(Path home) {
        return new LockCheck(home, Stamps.none()).run();
    }

    /// Reads every file that was changed since it was last found right, as its size, its times
    /// and its inode tell. Blocks.
    ///
    /// @param data where is noted what was right; if that can't be written, all is read next time
    /// @return what differs, one line each with what to do; empty if nothing does
    public static List<String> changed(Path home, Path data) {
        Stamps stamps = Stamps.read(data);
        List<String> problems = new LockCheck(home, stamps).run();
        if (problems.isEmpty()) {
            stamps.write();
        }
        return problems;
    }

    private List<String> run() {
        try {
            Optional<PluginLock> lock = PluginLock.read(home);
            List<Path> installed = installed();
            if (lock.isPresent()) {
                compare(lock.get(), installed);
            } else if (!installed.isEmpty()) {
                problems.add(
                        "%s is missing: take it from a backup, or write it anew with forge plugin lock"
                                .formatted(home.resolve(PluginLock.FILE)));
            }
        } catch (InstallRefusedException e) {
            problems.addAll(e.problems());
        } catch (IOException e) {
            problems.add("the plugins in %s can't be read: %s".formatted(home, e));
        }
        return List.copyOf(problems);
    }

    /// What the platform would take for plugins, and zips that somebody may think to be.
    private List<Path> installed() throws IOException {
        Path plugins = home.resolve("plugins");
        List<Path> installed = new ArrayList<>();
        if (Files.isDirectory(plugins)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(plugins)) {
                for (Path entry : entries) {
                    if (Files.isDirectory(entry) || entry.toString().endsWith(".zip")) {
                        installed.add(entry);
                    }
                }
            }
        }
        installed.sort(null);
        return installed;
    }

    private void compare(PluginLock lock, List<Path> installed) throws IOException {
        Set<String> expected = new HashSet<>();
        for (LockedPlugin plugin : lock.plugins()) {
            expected.add(plugin.name().directory());
            compare(plugin);
        }
        for (Path entry : installed) {
            String name = entry.getFileName().toString();
            if (Files.isRegularFile(entry)) {
                problems.add(
                        "plugins/%s is a zip and would not run: forge plugin add it, then remove the file"
                                .formatted(name));
            } else if (!expected.contains(name)) {
                String what =
                        PluginName.ofDirectory(name)
                                .map(known -> "plugin " + known + ": ")
                                .orElse("");
                problems.add(
                        "%splugins/%s is not in %s: remove it and forge plugin add its zip, or accept it with forge plugin lock"
                                .formatted(what, name, PluginLock.FILE));
            }
        }
    }

    private void compare(LockedPlugin plugin) throws IOException {
        Path directory = home.resolve("plugins").resolve(plugin.name().directory());
        if (!Files.isDirectory(directory)) {
            problems.add(
                    "plugin %s: plugins/%s is missing: %s, or forge plugin remove %s@%s"
                            .formatted(
                                    plugin.name(),
                                    plugin.name().directory(),
                                    again(plugin),
                                    plugin.name().id(),
                                    plugin.name().version()));
            return;
        }
        Path real = directory.toRealPath();
        TreeMap<String, LockedFile> left = new TreeMap<>(plugin.files());
        for (Path file : LockedFile.below(real)) {
            String path = LockedFile.path(real, file);
            LockedFile expected = left.remove(path);
            if (expected == null) {
                tell(plugin, path, "is not in " + PluginLock.FILE, "remove it");
            } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                tell(plugin, path, "is no file, but a link", again(plugin));
            } else if (!matches(plugin.name().directory() + "/" + path, file, expected)) {
                tell(plugin, path, "has changed", again(plugin));
            }
        }
        left.keySet().forEach(path -> tell(plugin, path, "is missing", again(plugin)));
    }

    private boolean matches(String key, Path file, LockedFile expected) throws IOException {
        Stamps.Stamp stamp = stamps.now(file);
        if (stamp.size() != expected.size()) {
            return false;
        }
        if (stamps.knows(key, stamp, expected.sha256())) {
            return true;
        }
        boolean same = Sha256.of(file).equals(expected.sha256());
        if (same) {
            stamps.note(key, stamp, expected.sha256());
        }
        return same;
    }

    private void tell(LockedPlugin plugin, String path, String what, String remedy) {
        problems.add("plugin %s: %s %s: %s".formatted(plugin.name(), path, what, remedy));
    }

    private static String again(LockedPlugin plugin) {
        return "forge plugin add --replace "
                + plugin.coordinates().orElse("FILE, with the zip that it came from");
    }
}
