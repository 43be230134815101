// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.lock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.kernel.plugin.descriptor.PluginName;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// `plugins.lock`: which plugins a home should have, file by file. It does not change; a change
/// makes another.
public final class PluginLock {
    /// The file's name, beside `plugins/`.
    public static final String FILE = "plugins.lock";

    private static final PluginLock EMPTY = new PluginLock(List.of());

    private final List<LockedPlugin> plugins;

    private PluginLock(List<LockedPlugin> plugins) {
        this.plugins =
                plugins.stream()
                        .sorted(Comparator.comparing(LockedPlugin::name, PluginName.ORDER))
                        .toList();
    }

    /// A lock of these plugins.
    public static PluginLock of(List<LockedPlugin> plugins) {
        return new PluginLock(plugins);
    }

    /// Reads the lock of a home; empty if there is none.
    ///
    /// @throws InstallRefusedException if it can't be read
    public static Optional<PluginLock> read(Path home) throws InstallRefusedException {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PluginLock(LockText.parse(Files.readString(file, UTF_8))));
        } catch (IOException | IllegalArgumentException e) {
            throw new InstallRefusedException(
                    "%s can't be read: %s: take it from a backup, or write it anew with forge plugin lock"
                            .formatted(file, e.getMessage()));
        }
    }

    /// Reads the lock of a home; one without plugins if there is none.
    ///
    /// @throws InstallRefusedException if it can't be read
    public static PluginLock readOrEmpty(Path home) throws InstallRefusedException {
        return read(home).orElse(EMPTY);
    }

    /// Puts it in its place: whoever reads sees the one before or this one, whole.
    public void write(Path home) throws IOException {
        Path file = home.resolve(FILE);
        Path next = home.resolve(FILE + ".next");
        Files.writeString(next, LockText.of(plugins), UTF_8);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// All of it: by id, the newest version first.
    public List<LockedPlugin> plugins() {
        return plugins;
    }

    /// What it says about one version.
    public Optional<LockedPlugin> find(PluginName name) {
        return plugins.stream().filter(plugin -> plugin.name().equals(name)).findFirst();
    }

    /// The same without some.
    public PluginLock without(Predicate<LockedPlugin> gone) {
        return new PluginLock(plugins.stream().filter(gone.negate()).toList());
    }

    /// The same with others; one of the same name is replaced.
    public PluginLock with(List<LockedPlugin> more) {
        List<PluginName> names = more.stream().map(LockedPlugin::name).toList();
        List<LockedPlugin> all = new ArrayList<>(more);
        plugins.stream().filter(plugin -> !names.contains(plugin.name())).forEach(all::add);
        return new PluginLock(requireNonNull(all));
    }
}
