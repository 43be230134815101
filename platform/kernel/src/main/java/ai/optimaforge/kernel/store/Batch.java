// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import org.h2.mvstore.WriteBuffer;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/// What commands have changed whose replies wait for the same write.
final class Batch {
    /// A buffer that has grown larger is not kept.
    private static final int KEPT = 1024 * 1024;

    private static final int FIRST = 64 * 1024;

    /// Complete when all of it is on the disk.
    final CompletableFuture<Void> done = new CompletableFuture<>();

    private final WriteBuffer record;
    private boolean whole;
    private boolean toDisk;

    Batch() {
        this(new WriteBuffer(FIRST));
    }

    private Batch(WriteBuffer record) {
        this.record = record;
        record.position(Journal.RECORD_HEADER);
    }

    /// Takes what the command that ends has changed.
    ///
    /// @param forced whether its reply waits for the disk
    void add(Changes changes, boolean forced) {
        toDisk = toDisk || forced;
        boolean told = false;
        try {
            told = changes.end(record);
        } finally {
            whole = whole || !told || record.position() > Journal.MOST_BYTES;
            if (whole) {
                record.position(Journal.RECORD_HEADER);
            }
        }
    }

    /// Whether only a commit can bring it to the disk.
    boolean isWhole() {
        return whole;
    }

    /// Whether a reply waits for the disk.
    boolean isToDisk() {
        return toDisk;
    }

    boolean isEmpty() {
        return size() == Journal.RECORD_HEADER;
    }

    int size() {
        return record.position();
    }

    /// What the journal gets.
    ByteBuffer record() {
        return record.getBuffer().duplicate().flip();
    }

    /// Another one, when this has been written.
    Batch again() {
        return new Batch(record.capacity() > KEPT ? new WriteBuffer(FIRST) : record);
    }
}
