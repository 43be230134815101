// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.kernel.plugin.PluginLocation;

import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// The installed plugins, once it is known that they are as they are locked. That is looked at
/// beside the start, which gets as far as it can without them meanwhile: to read every file is a
/// seventh of a first start.
final class LockedPlugins implements Supplier<List<PluginLocation>> {
    private final Supplier<List<PluginLocation>> installed;
    private final CompletableFuture<List<String>> differences;

    private LockedPlugins(
            Supplier<List<PluginLocation>> installed, CompletableFuture<List<String>> differences) {
        this.installed = installed;
        this.differences = differences;
    }

    /// What is installed is not what is locked.
    static final class Differ extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient List<String> differences;

        private Differ(List<String> differences) {
            super("the plugins are not as they are locked");
            this.differences = differences;
        }

        /// One line each.
        List<String> differences() {
            return differences;
        }
    }

    /// Begins to look.
    ///
    /// @param differences tells what is not as it is locked; called once, on a thread of its own
    static Supplier<List<PluginLocation>> check(
            Supplier<List<PluginLocation>> installed, Supplier<List<String>> differences) {
        // while one thread sets the log up, others get a stand-in: it stands before there are two
        var _ = LoggerFactory.getILoggerFactory();
        CompletableFuture<List<String>> told = new CompletableFuture<>();
        Thread.ofPlatform()
                .name("forge-lock-check")
                .daemon()
                .start(
                        () -> {
                            try {
                                told.complete(differences.get());
                            } catch (RuntimeException | Error e) {
                                told.completeExceptionally(e);
                            }
                        });
        return new LockedPlugins(installed, told);
    }

    /// Waits for the first look.
    ///
    /// @throws Differ if a plugin is not as it is locked; none is handed out then
    @Override
    public List<PluginLocation> get() {
        List<String> found = differences();
        if (!found.isEmpty()) {
            throw new Differ(found);
        }
        return installed.get();
    }

    private List<String> differences() {
        try {
            return differences.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the lock can't be checked: " + OneLine.of(e), e);
        }
    }
}
