// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Reads the lines of a backup, with never more than two of them in memory.
final class BackupReader {
    /// A body of the largest size, each character of it escaped.
    private static final int LONGEST_LINE = 7 * Bodies.MAX_BYTES;

    private final Path file;
    private final InputStream in;
    private final MessageDigest digest = sha256();
    private long documents;

    private BackupReader(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /// Gets each document in turn.
    interface Documents {
        /// @param collection its whole name
        /// @param length how many bytes its line has
        void accept(String collection, StoredDocument document, int length) throws IOException;
    }

    /// Reads the file once from end to end.
    ///
    /// @return how many documents it has
    /// @throws IOException if it is not a whole backup that this program can read
    static long check(Path file) throws IOException {
        return read(file, (collection, document, length) -> {});
    }

    /// @return how many documents it has
    static long read(Path file, Documents documents) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return new BackupReader(file, in).read(documents);
        }
    }

    private long read(Documents to) throws IOException {
        byte[] line = line();
        header(json(line));
        digest.update(line);
        line = line();
        for (byte[] next = line(); next.length > 0; next = line()) {
            digest.update(line);
            document(line, to);
            line = next;
        }
        last(json(line));
        return documents;
    }

    /// A line with its end, or nothing at the end of the file.
    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                return line.toByteArray();
            }
            if (line.size() > LONGEST_LINE) {
                throw damaged("a line is too long");
            }
        }
        if (line.size() > 0) {
            throw damaged("its last line is cut");
        }
        return new byte[0];
    }

    private JsonObject json(byte[] line) throws IOException {
        try {
            return new JsonObject(new String(line, UTF_8));
        } catch (DecodeException e) {
            throw damaged(line.length == 0 ? "its end is missing" : "a line is not JSON");
        }
    }

    private void header(JsonObject header) throws IOException {
        if (!BackupWriter.FORMAT.equals(header.getValue("format"))) {
            throw new IOException(file + " is no backup");
        }
        if (!Integer.valueOf(BackupWriter.VERSION).equals(header.getValue("version"))) {
            throw new IOException(
                    "%s is a backup of version %s, and this program reads %d"
                            .formatted(file, header.getValue("version"), BackupWriter.VERSION));
        }
    }

    private void document(byte[] line, Documents to) throws IOException {
        JsonObject document = json(line);
        if (document.getValue("collection") instanceof String collection
                && StoreRoom.isCollection(collection)
                && document.getValue("id") instanceof String id
                && document.getValue("version") instanceof Number version
                && document.getValue("body") instanceof JsonObject body) {
            documents++;
            to.accept(collection, new StoredDocument(id, version.longValue(), body), line.length);
        } else {
            throw damaged("a line is no document");
        }
    }

    private void last(JsonObject last) throws IOException {
        if (!(last.getValue("documents") instanceof Number count)) {
            throw damaged("its end is missing");
        }
        String sum = HexFormat.of().formatHex(digest.digest());
        if (count.longValue() != documents || !sum.equals(last.getValue("sha256"))) {
            throw damaged("it is not what was written");
        }
    }

    private IOException damaged(String how) {
        return new IOException("the backup " + file + " is damaged: " + how);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
