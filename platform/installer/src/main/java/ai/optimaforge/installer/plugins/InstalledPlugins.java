// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.plugins;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.lock.LockedPlugin;
import ai.optimaforge.installer.lock.PluginLock;
import ai.optimaforge.installer.resolve.Fetched;
import ai.optimaforge.kernel.config.Nearest;
import ai.optimaforge.kernel.plugin.descriptor.Dependencies;
import ai.optimaforge.kernel.plugin.descriptor.Descriptor;
import ai.optimaforge.kernel.plugin.descriptor.DescriptorException;
import ai.optimaforge.kernel.plugin.descriptor.PluginName;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The plugins of a home, with their lock. One process at a time changes them; whatever fails
/// leaves all as it was. All of it blocks.
public final class InstalledPlugins {
    private final Path home;

    /// The plugins below `home/plugins`, locked in `home/plugins.lock`.
    public InstalledPlugins(Path home) {
        this.home = home;
    }

    /// What an addition came to.
    ///
    /// @param added what is installed now and was not
    /// @param same what was there already, byte by byte
    /// @param notes what the operator should know, one line each
    public record Added(List<LockedPlugin> added, List<LockedPlugin> same, List<String> notes) {
        /// Keeps copies.
        public Added {
            added = List.copyOf(added);
            same = List.copyOf(same);
            notes = List.copyOf(notes);
        }
    }

    /// Installs plugins: all of them, or none. Each is unpacked, checked, and loaded together
    /// with what is installed, as a start would.
    ///
    /// @param why who asked, for people
    /// @param replace whether they take the place of every installed version of theirs; otherwise
    /// they stand beside them
    /// @throws InstallRefusedException with every problem there is
    public Added add(List<Fetched> zips, String why, boolean replace)
            throws InstallRefusedException {
        return add(zips, List.of(), why, replace);
    }

    /// The same, with what is installed elsewhere.
    ///
    /// @throws InstallRefusedException with every problem there is
    public Added add(List<Fetched> zips, List<Copied> copies, String why, boolean replace)
            throws InstallRefusedException {
        try (Workplace workplace = Workplace.open(home)) {
            PluginLock lock = PluginLock.readOrEmpty(home);
            List<Unpacked> unpacked = Unpacked.all(zips, copies, workplace.made(), why);
            List<LockedPlugin> same = new ArrayList<>();
            List<Unpacked> fresh = new ArrayList<>();
            for (Unpacked plugin : unpacked) {
                Optional<LockedPlugin> there = lock.find(plugin.locked().name());
                if (there.isPresent() && isSame(there.get(), plugin.locked())) {
                    same.add(there.get());
                } else if (!replace) {
                    refuseIfThere(plugin.locked().name());
                    fresh.add(plugin);
                } else {
                    fresh.add(plugin);
                }
            }
            List<String> notes = fresh.isEmpty() ? List.of() : rehearse(fresh);
            put(workplace, lock, fresh, replace);
            return new Added(fresh.stream().map(Unpacked::locked).toList(), same, notes);
        } catch (IOException e) {
            throw new InstallRefusedException("%s can't be changed: %s".formatted(home, e));
        }
    }

    private boolean isSame(LockedPlugin there, LockedPlugin other) throws IOException {
        Path directory = directory(there.name());
        return Files.isDirectory(directory)
                && there.files().equals(other.files())
                && LockedPlugin.read(directory).equals(there.files());
    }

    private void refuseIfThere(PluginName name) throws InstallRefusedException {
        if (Files.exists(directory(name))) {
            throw new InstallRefusedException(
                    "plugin %s is there already, and its files are others: forge plugin add --replace, or remove %s@%s first"
                            .formatted(name, name.id(), name.version()));
        }
    }

    private List<String> rehearse(List<Unpacked> fresh)
            throws InstallRefusedException, IOException {
        List<PluginName> names = fresh.stream().map(plugin -> plugin.locked().name()).toList();
        List<PluginName> beside = new ArrayList<>();
        for (PluginName name : directories()) {
            // of each id one runs, the newest; what comes is looked at whether it is that or not
            boolean newer =
                    beside.stream().anyMatch(other -> other.id().equals(name.id()))
                            || names.stream().anyMatch(other -> other.id().equals(name.id()));
            if (!newer) {
                beside.add(name);
            }
        }
        return Rehearsal.run(beside.stream().map(this::directory).toList(), fresh);
    }

    private void put(Workplace workplace, PluginLock lock, List<Unpacked> fresh, boolean replace)
            throws IOException {
        List<String> ids = fresh.stream().map(plugin -> plugin.locked().name().id()).toList();
        PluginLock kept = replace ? lock.without(old -> ids.contains(old.name().id())) : lock;
        List<LockedPlugin> locked = fresh.stream().map(Unpacked::locked).toList();
        workplace.change(
                change -> {
                    for (PluginName name : replace ? directories() : List.<PluginName>of()) {
                        if (ids.contains(name.id())) {
                            change.takeAway(directory(name));
                        }
                    }
                    for (Unpacked plugin : fresh) {
                        change.put(plugin.directory(), directory(plugin.locked().name()));
                    }
                    kept.with(locked).write(home);
                });
    }

    /// Removes a plugin.
    ///
    /// @param which an id, or `id@version`, which it must be where several versions are installed
    /// @return what was removed
    /// @throws InstallRefusedException if it is not there, with what was probably meant; or if
    /// another needs it
    public PluginName remove(String which) throws InstallRefusedException {
        try (Workplace workplace = Workplace.open(home)) {
            PluginLock lock = PluginLock.readOrEmpty(home);
            PluginName name = find(which);
            refuseIfNeeded(name);
            PluginLock rest = lock.without(plugin -> plugin.name().equals(name));
            workplace.change(
                    change -> {
                        if (Files.exists(directory(name))) {
                            change.takeAway(directory(name));
                        }
                        rest.write(home);
                    });
            return name;
        } catch (IOException e) {
            throw new InstallRefusedException("%s can't be changed: %s".formatted(home, e));
        }
    }

    private void refuseIfNeeded(PluginName name) throws InstallRefusedException, IOException {
        List<Descriptor> before = running(List.of());
        List<Descriptor> after = running(List.of(name));
        for (Descriptor plugin : after) {
            boolean fits = Dependencies.among(before).unmet(plugin).isEmpty();
            if (fits && Dependencies.among(after).unmet(plugin).isPresent()) {
                throw new InstallRefusedException(
                        "plugin %s can't be removed: plugin %s needs it, see %s: first forge plugin remove %s"
                                .formatted(
                                        name,
                                        plugin.name(),
                                        directory(plugin.name()).resolve(Descriptor.FILE),
                                        plugin.id()));
            }
        }
    }

    /// What a start would run: of each plugin the newest. One that can't be read needs nothing.
    private List<Descriptor> running(List<PluginName> without) throws IOException {
        Map<String, Descriptor> newest = new LinkedHashMap<>();
        for (PluginName name : directories()) {
            if (!without.contains(name)) {
                descriptor(directory(name))
                        .ifPresent(plugin -> newest.putIfAbsent(plugin.id(), plugin));
            }
        }
        return List.copyOf(newest.values());
    }

    /// Writes the lock anew for what is there. What is known of a plugin and still so is kept.
    ///
    /// @return all that is locked
    /// @throws InstallRefusedException if something is there that is no plugin
    public List<LockedPlugin> lock() throws InstallRefusedException {
        try (Workplace workplace = Workplace.open(home)) {
            Optional<PluginLock> before = PluginLock.read(home);
            List<LockedPlugin> all = new ArrayList<>();
            for (Path directory : entries()) {
                LockedPlugin found =
                        Unpacked.read(directory, "found in plugins/", Optional.empty());
                all.add(
                        before.flatMap(lock -> lock.find(found.name()))
                                .filter(known -> known.files().equals(found.files()))
                                .orElse(found));
            }
            PluginLock lock = PluginLock.of(all);
            workplace.change(change -> lock.write(home));
            return lock.plugins();
        } catch (IOException e) {
            throw new InstallRefusedException("%s can't be changed: %s".formatted(home, e));
        }
    }

    /// What is installed or locked, by id, the newest version first.
    ///
    /// @throws InstallRefusedException if the lock or the directories can't be read
    public List<Installed> list() throws InstallRefusedException {
        PluginLock lock = PluginLock.readOrEmpty(home);
        List<Installed> all = new ArrayList<>();
        for (PluginName name : names()) {
            all.add(new Installed(name, lock.find(name), directory(name)));
        }
        return all;
    }

    /// A version of a plugin.
    ///
    /// @param name its id and version
    /// @param locked what the lock says about it; empty if nothing
    /// @param directory where it is, or should be
    public record Installed(PluginName name, Optional<LockedPlugin> locked, Path directory) {}

    /// Finds one version, installed or locked.
    ///
    /// @param which an id, or `id@version`
    /// @throws InstallRefusedException if there is none or more than one, with what was probably
    /// meant
    public PluginName find(String which) throws InstallRefusedException {
        List<PluginName> all = names();
        List<PluginName> found = all.stream().filter(name -> isMeant(which, name)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        if (found.size() > 1) {
            throw new InstallRefusedException(
                    "several versions of plugin %s are installed: name one of %s"
                            .formatted(
                                    which,
                                    found.stream()
                                            .map(name -> name.id() + "@" + name.version())
                                            .collect(Collectors.joining(", "))));
        }
        List<String> known = new ArrayList<>();
        for (PluginName name : all) {
            known.add(name.id());
            if (which.contains("@")) {
                known.add(name.id() + "@" + name.version());
            }
        }
        String hint = Nearest.remark(which, known).orElse(": forge plugin list shows what is");
        throw new InstallRefusedException("no plugin %s is installed%s".formatted(which, hint));
    }

    private static boolean isMeant(String which, PluginName name) {
        return which.equals(name.id()) || which.equals(name.id() + "@" + name.version());
    }

    /// Every plugin that is installed or locked.
    private List<PluginName> names() throws InstallRefusedException {
        TreeSet<PluginName> names = new TreeSet<>(PluginName.ORDER);
        PluginLock.readOrEmpty(home).plugins().forEach(plugin -> names.add(plugin.name()));
        try {
            names.addAll(directories());
        } catch (IOException e) {
            throw new InstallRefusedException("%s can't be read: %s".formatted(home, e));
        }
        return List.copyOf(names);
    }

    /// What stands in the directories, by id, the newest first.
    private List<PluginName> directories() throws IOException {
        List<PluginName> names = new ArrayList<>();
        for (Path entry : entries()) {
            name(entry).ifPresent(names::add);
        }
        names.sort(PluginName.ORDER);
        return names;
    }

    /// By its descriptor; by its directory if it has none that can be read.
    private static Optional<PluginName> name(Path entry) {
        String directory = entry.getFileName().toString();
        return descriptor(entry)
                .map(Descriptor::name)
                .filter(name -> name.directory().equals(directory))
                .or(() -> PluginName.ofDirectory(directory));
    }

    /// Empty if it can't be read: it can still be removed.
    private static Optional<Descriptor> descriptor(Path directory) {
        try {
            return Optional.of(Descriptor.installed(directory));
        } catch (DescriptorException _) {
            return Optional.empty();
        }
    }

    private List<Path> entries() throws IOException {
        Path plugins = home.resolve("plugins");
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(plugins)) {
            try (DirectoryStream<Path> stream =
                    Files.newDirectoryStream(plugins, Files::isDirectory)) {
                stream.forEach(all::add);
            }
        }
        all.sort(null);
        return all;
    }

    private Path directory(PluginName name) {
        return home.resolve("plugins").resolve(name.directory());
    }
}
