// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import ai.optimaforge.kernel.config.DescribedSetting;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.kernel.plugin.PluginStatus;
import ai.optimaforge.spi.admin.Plugins;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// A running platform.
public interface Kernel extends AutoCloseable {
    /// Starts a platform: reads the configuration, starts every plugin, then opens the port.
    ///
    /// @throws StartFailedException with all problems, if it can't; nothing is left running then
    static Kernel start(KernelOptions options) throws StartFailedException {
        return Boot.start(options);
    }

    /// The contracts of all that would be loaded, as one OpenAPI document. Opens no port.
    ///
    /// @throws StartFailedException with all problems, if the plugins can't be started
    static Buffer openApi(KernelOptions options) throws StartFailedException {
        return Boot.rehearse(options);
    }

    /// Every setting that the platform and these plugins ask for, with what it does. Opens no
    /// port.
    ///
    /// @throws StartFailedException with all problems, if the plugins can't be started
    static List<DescribedSetting> settings(KernelOptions options) throws StartFailedException {
        return Boot.settings(options);
    }

    /// Checks all that a start would check before it opens the port: the settings, those of the
    /// plugins, and the files of the provider instances. Writes nothing and asks no provider.
    ///
    /// @throws StartFailedException with all problems
    static void check(KernelOptions options) throws StartFailedException {
        Boot.rehearse(options);
    }

    /// Writes all documents of the store into a file. The embedded store can't be read while its
    /// platform runs. Blocks.
    ///
    /// @return how many documents there are
    /// @throws StartFailedException with all problems, if it can't; a file that was there stays
    static long backup(KernelOptions options, Path file) throws StartFailedException {
        return StoreWork.backup(options, file);
    }

    /// Reads all documents of a backup into the store. No platform may run on it meanwhile.
    /// Blocks.
    ///
    /// @param force whether what the store holds may be removed first
    /// @return how many documents there are
    /// @throws StartFailedException with all problems, if it can't
    static long restore(KernelOptions options, Path file, boolean force)
            throws StartFailedException {
        return StoreWork.restore(options, file, force);
    }

    /// Where it listens.
    URI address();

    /// What to tell the operator, once the local servers have been looked for and the providers
    /// have been asked for their models, or have been waited for long enough.
    Future<StartReport> report();

    /// The plugins, for who has the platform in hand.
    Plugins plugins();

    /// Loads a plugin anew from where it stands and puts it in the place of the one of its id, or
    /// adds it; for its author, whose build has changed it. Blocks.
    ///
    /// @return the plugin as it runs now
    /// @throws StartFailedException with the reason if it can't run; the one before stays
    PluginStatus reload(PluginLocation plugin) throws StartFailedException;

    /// Takes no new connections, lets calls in flight finish for at most `http.drain-timeout`,
    /// then gives everything up. Blocks; a second call does nothing.
    @Override
    void close();
}
