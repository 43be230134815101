// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/// The file of the embedded store. It is opened for good or not at all: what can be known to be
/// wrong with it is known before the first operation.
final class StoreFile {
    static final String NAME = "store.mv";

    private static final String MARK = "forge";
    private static final String FORMAT_KEY = "format";
    private static final String TOUCHED_KEY = "touched";
    private static final String ID_KEY = "id";
    private static final String JOURNALED_KEY = "journaled";
    private static final int FORMAT = 2;

    /// Until this one, the keys of indexes were in the order of their Java serialization.
    private static final int SERIALIZED_KEYS = 1;

    /// The size of a file with its header only.
    private static final long EMPTY = 8_192;

    private static final SecureRandom RANDOM = new SecureRandom();

    private StoreFile() {}

    /// @throws IOException in words for the operator: in use, damaged, of a newer program, not to
    /// be written
    static MVStore open(Path data, Changes changes) throws IOException {
        Path file = data.resolve(NAME);
        boolean used = make(data, file);
        MVStore store = openFile(data, file);
        try {
            prove(store, file, used, changes);
            return store;
        } catch (MVStoreException e) {
            store.closeImmediately();
            throw new IOException(inWords(file, e), e);
        } catch (IOException e) {
            store.closeImmediately();
            throw e;
        }
    }

    private static MVStore openFile(Path data, Path file) throws IOException {
        try {
            // what is written is committed by us, and what is dead may be overwritten at once:
            // nothing reads while a commit runs
            MVStore store =
                    new MVStore.Builder()
                            .fileName(file.toString())
                            .autoCommitDisabled()
                            .autoCommitBufferSize(0)
                            .compress()
                            .open();
            store.setRetentionTime(0);
            store.setVersionsToKeep(0);
            return store;
        } catch (MVStoreException e) {
            throw new IOException(inWords(file, e), e);
        } catch (RuntimeException e) {
            throw damaged(data, e);
        }
    }

    /// The file holds what its owner alone may read.
    ///
    /// @return whether it was there and written to
    private static boolean make(Path data, Path file) throws IOException {
        try {
            Files.createDirectories(data);
            if (Files.exists(file)) {
                return Files.size(file) > EMPTY;
            }
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            return false;
        } catch (IOException e) {
            throw new IOException("the store " + file + " can't be made: " + e, e);
        }
    }

    /// Writes once: a disk that is full is to be known now.
    private static void prove(MVStore store, Path file, boolean used, Changes changes)
            throws IOException {
        if (store.isReadOnly()) {
            throw new IOException("the store " + file + " can't be written: it is read-only");
        }
        // a file that lacks what was written last is opened as it was before
        long written = DataUtils.readHexLong(store.getStoreHeader(), "version", 0);
        if (store.getCurrentVersion() < written) {
            throw new IOException(
                    "the store " + file + " is damaged: its end is missing; restore a backup");
        }
        MVMap<String, Number> mark = store.openMap(MARK);
        if (used && !mark.containsKey(FORMAT_KEY)) {
            // a file of which nothing can be read is opened as if it were new
            throw new IOException(
                    "the store "
                            + file
                            + " is damaged: nothing in it can be read; restore a backup");
        }
        int format = mark.getOrDefault(FORMAT_KEY, FORMAT).intValue();
        if (format > FORMAT) {
            throw new IOException(
                    "the store %s is of a newer version: its format is %d, not %d"
                            .formatted(file, format, FORMAT));
        }
        if (format == SERIALIZED_KEYS) {
            reorder(store, changes);
        }
        mark.put(FORMAT_KEY, FORMAT);
        mark.putIfAbsent(ID_KEY, RANDOM.nextLong());
        store.commit();
        store.sync();
    }

    private static void reorder(MVStore store, Changes changes) {
        for (String name : Set.copyOf(store.getMapNames())) {
            if (name.contains("._index_")) {
                MVMap<Object, Object> before = store.openMap(name);
                String temporary = "reordered." + name;
                MVMap<Object, Object> after = RecordedMap.open(store, temporary, changes);
                before.forEach(after::put);
                store.removeMap(before);
                store.renameMap(after, name);
            }
        }
    }

    /// Tells this store's files from others'.
    static long id(MVStore store) {
        return number(store, ID_KEY);
    }

    /// The number of the last record of the journal whose changes are in the last commit.
    static long journaled(MVStore store) {
        return number(store, JOURNALED_KEY);
    }

    private static long number(MVStore store, String key) {
        MVMap<String, Number> mark = store.openMap(MARK);
        return mark.getOrDefault(key, 0).longValue();
    }

    /// Commits.
    ///
    /// @param journaled the number of the last record of the journal so far
    static void commit(MVStore store, long journaled) {
        MVMap<String, Number> mark = store.openMap(MARK);
        mark.put(JOURNALED_KEY, journaled);
        store.commit();
    }

    /// Commits, also if nothing has changed.
    static void touch(MVStore store) {
        MVMap<String, Number> mark = store.openMap(MARK);
        mark.put(TOUCHED_KEY, mark.getOrDefault(TOUCHED_KEY, 0).intValue() + 1);
        store.commit();
    }

    private static String inWords(Path file, MVStoreException e) {
        String store = "the store " + file;
        return switch (e.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED ->
                    store + " is in use: another platform runs on this data directory";
            case DataUtils.ERROR_WRITING_FAILED -> store + " can't be written: " + reason(e);
            case DataUtils.ERROR_READING_FAILED ->
                    e.getCause() instanceof EOFException
                            ? store + " is damaged: its end is missing; restore a backup"
                            : store + " can't be read: " + reason(e);
            case DataUtils.ERROR_UNSUPPORTED_FORMAT ->
                    store + " is of a newer version, or no store: " + reason(e);
            default -> store + " is damaged: " + reason(e) + "; restore a backup";
        };
    }

    static IOException damaged(Path data, RuntimeException failure) {
        return new IOException(
                "the store %s is damaged: %s; restore a backup"
                        .formatted(data.resolve(NAME), reason(failure)),
                failure);
    }

    static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        return message == null ? deepest.getClass().getSimpleName() : message;
    }
}
