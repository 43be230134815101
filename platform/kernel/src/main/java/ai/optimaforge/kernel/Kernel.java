// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

import java.net.URI;

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

    /// Checks all that a start would check before it opens the port: the settings, those of the
    /// plugins, and the files of the provider instances. Writes nothing and asks no provider.
    ///
    /// @throws StartFailedException with all problems
    static void check(KernelOptions options) throws StartFailedException {
        Boot.rehearse(options);
    }

    /// Where it listens.
    URI address();

    /// What to tell the operator, once the local servers have been looked for and the providers
    /// have been asked for their models, or have been waited for long enough.
    Future<StartReport> report();

    /// Takes no new connections, lets calls in flight finish for at most `http.drain-timeout`,
    /// then gives everything up. Blocks; a second call does nothing.
    @Override
    void close();
}
