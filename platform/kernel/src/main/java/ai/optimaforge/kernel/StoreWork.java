// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import ai.optimaforge.kernel.config.ConfigurationException;
import ai.optimaforge.kernel.store.Backup;
import ai.optimaforge.kernel.store.StoreRoom;
import ai.optimaforge.kernel.telemetry.Metrics;

import io.vertx.core.Vertx;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;

/// What is done with the store of a platform that is not started for it.
final class StoreWork {
    private interface Work {
        Backup run(StoreRoom room) throws IOException;
    }

    private StoreWork() {}

    static long backup(KernelOptions options, Path file) throws StartFailedException {
        return run(options, room -> Backup.write(room, file));
    }

    static long restore(KernelOptions options, Path file, boolean force)
            throws StartFailedException {
        return run(options, room -> Backup.restore(room, file, force));
    }

    private static long run(KernelOptions options, Work work) throws StartFailedException {
        try {
            Settings settings = Settings.read(options.sources());
            Vertx vertx = Vertx.vertx();
            try {
                return run(settings, options.data(), vertx, work);
            } finally {
                Boot.await(vertx.close());
            }
        } catch (ConfigurationException e) {
            throw new StartFailedException(e.problems());
        } catch (FileSystemException e) {
            // its message is the name of the file alone
            throw new StartFailedException(List.of(e.toString()));
        } catch (IOException e) {
            throw new StartFailedException(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static long run(Settings settings, Path data, Vertx vertx, Work work)
            throws IOException {
        StoreRoom room = StoreRoom.open(settings.store(), data, vertx, new Metrics().registry());
        try {
            return work.run(room).documents();
        } finally {
            Boot.await(room.close());
        }
    }
}
