// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.kernel.plugin.PluginVersions.Installed;
import ai.optimaforge.kernel.plugin.descriptor.Descriptor;
import ai.optimaforge.spi.SpiVersion;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Makes a plugin run that fits this platform, within a time.
///
/// @param config how long it may take
/// @param services what the platform has for it
/// @param meters where its meters are
record PluginStart(PluginsConfig config, PluginServices services, SharedMeters meters) {
    /// @throws PluginFailure if it was built for another SPI, or uses what this one lacks
    static void verify(Installed version) {
        Descriptor descriptor = version.descriptor();
        if (!descriptor.spi().accepts(SpiVersion.CURRENT)) {
            throw new PluginFailure(
                    "%s: it needs SPI %s, and this platform has %s: take a version of it for this platform, or a platform with that SPI"
                            .formatted(Descriptor.FILE, descriptor.spi(), SpiVersion.CURRENT));
        }
        List<String> missing = Linkage.read(version.location()).missing(descriptor);
        if (!missing.isEmpty()) {
            throw new PluginFailure(String.join("; ", missing));
        }
    }

    /// A constructor that never ends must not keep the platform from starting.
    ///
    /// @throws PluginFailure if it does not start, or not in time
    RunningPlugin run(Installed version) {
        FutureTask<RunningPlugin> starting =
                new FutureTask<>(
                        () ->
                                RunningPlugin.start(
                                        version.location(),
                                        version.descriptor(),
                                        services,
                                        meters,
                                        config.maxBlocking()));
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("plugin-start-" + version.descriptor().id())
                        .start(starting);
        try {
            return starting.get(config.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            Optional<StackTraceElement> at = ownFrame(thread, version.descriptor().id());
            thread.interrupt();
            throw new PluginFailure(
                    "it did not start within %d ms%s"
                            .formatted(
                                    config.startTimeout().toMillis(),
                                    at.map(frame -> "; it was at " + frame).orElse("")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginFailure("its start was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PluginFailure failure) {
                throw failure;
            }
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new PluginFailure(PluginFailure.describe(cause), cause);
        }
    }

    /// Where in a plugin's own code a thread is.
    private static Optional<StackTraceElement> ownFrame(Thread thread, String plugin) {
        return Stream.of(thread.getStackTrace())
                .filter(frame -> plugin.equals(frame.getClassLoaderName()))
                .findFirst();
    }
}
