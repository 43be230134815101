// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import io.micrometer.core.instrument.MeterRegistry;

import org.h2.mvstore.MVStore;

import java.io.IOException;
import java.nio.file.Path;

/// A store of documents in a file of this process. What it acknowledges is in the file. It works
/// on one thread, that of whoever has opened it.
final class EmbeddedStore {
    private final Commits commits;
    private final DurableBackend backend;

    private EmbeddedStore(Commits commits, DurableBackend backend) {
        this.commits = commits;
        this.backend = backend;
    }

    /// Opens the file, which is made if there is none.
    ///
    /// @param sync whether writes wait for the disk
    /// @param onBroken runs once, if the file can't be written any more
    /// @throws IOException in words for the operator, if the file can't be had
    static EmbeddedStore open(Path data, boolean sync, Runnable onBroken, MeterRegistry registry)
            throws IOException {
        Changes changes = new Changes();
        MVStore store = StoreFile.open(data, changes);
        try {
            Journal journal = Journal.open(data, store, changes);
            try {
                Commits commits = new Commits(store, journal, changes, sync, onBroken, registry);
                DurableBackend backend = new DurableBackend(store, commits, changes);
                commits.start();
                return new EmbeddedStore(commits, backend);
            } catch (RuntimeException e) {
                journal.close();
                throw e;
            }
        } catch (RuntimeException e) {
            // the backend reads its catalogue
            store.closeImmediately();
            throw StoreFile.damaged(data, e);
        } catch (IOException e) {
            store.closeImmediately();
            throw e;
        }
    }

    DurableBackend backend() {
        return backend;
    }

    /// Why it does not work any more; empty while it does.
    String problem() {
        return commits.problem();
    }

    /// Ends, with all that was acknowledged in the file. Blocks. Nobody may use it any more.
    void close() {
        commits.close();
    }
}
