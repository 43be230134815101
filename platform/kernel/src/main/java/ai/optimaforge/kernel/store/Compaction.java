// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;

/// Keeps the file of the embedded store from growing: each commit writes anew what it changes,
/// and leaves behind what is mostly dead.
final class Compaction {
    private static final int LEAST_FILL_RATE = 60;

    /// How much is written anew at a time, for all wait meanwhile.
    private static final int PIECE = 1024 * 1024;

    /// A file that is not worth it.
    private static final long SMALL = 4 * 1024 * 1024;

    private Compaction() {}

    static boolean isDue(MVStore store) {
        FileStore<?> file = store.getFileStore();
        return file.size() > SMALL
                && Math.min(file.getFillRate(), file.getChunksFillRate()) < LEAST_FILL_RATE;
    }

    /// Does a piece of it. Nothing else may write or read meanwhile.
    static void run(MVStore store) {
        store.compact(LEAST_FILL_RATE, PIECE);
        // only a commit sets free what was emptied
        StoreFile.touch(store);
        if (store.getFileStore() instanceof RandomAccessStore file) {
            file.compactMoveChunks(LEAST_FILL_RATE, PIECE, store);
        }
    }
}
