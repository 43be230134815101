// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import ai.optimaforge.kernel.usage.Journal.Position;
import ai.optimaforge.spi.store.Write;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// How far the journal is summed up, and the sums that the store may not have yet.
///
/// It is what makes a call count once whenever the process dies: it is on the disk before any of
/// its documents is sent, so after a start the same documents are sent again, which changes
/// nothing if they had come, and the calls behind the position go to new ones.
///
/// @param position of the first call that is in none of the documents, nor in the store
/// @param documents as they are put
record Checkpoint(Position position, List<Write.Put> documents) {
    private static final Logger log = LoggerFactory.getLogger("usage");
    private static final int FORMAT = 1;
    private static final int CHECKSUM_DIGITS = 8;

    /// Reads a file; an empty checkpoint at the begin of the journal if there is none.
    ///
    /// A file that is damaged, as the death of a machine may leave it, is set aside and counts as
    /// none.
    ///
    /// @throws IOException if it can't be read, or another version wrote it
    static Checkpoint read(Path file) throws IOException {
        Checkpoint none = new Checkpoint(Position.START, List.of());
        if (!Files.exists(file)) {
            return none;
        }
        Optional<JsonObject> json = undamaged(Buffer.buffer(Files.readAllBytes(file)));
        if (json.isPresent()) {
            return fromJson(json.get(), file);
        }
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        Files.move(file, aside, ATOMIC_MOVE, REPLACE_EXISTING);
        log.error(
                "the file {} was damaged and is now {}: calls of the last seconds before may count"
                        + " twice or not at all",
                file,
                aside);
        return none;
    }

    private static Optional<JsonObject> undamaged(Buffer content) {
        if (content.length() < CHECKSUM_DIGITS) {
            return Optional.empty();
        }
        Buffer json = content.slice(CHECKSUM_DIGITS, content.length());
        return content.getString(0, CHECKSUM_DIGITS).equals(checksum(json))
                ? Optional.of(new JsonObject(json))
                : Optional.empty();
    }

    private static Checkpoint fromJson(JsonObject json, Path file) throws IOException {
        if (json.getInteger("format") != FORMAT) {
            throw new IOException("the file " + file + " was written by another version");
        }
        List<Write.Put> documents = new ArrayList<>();
        JsonArray told = json.getJsonArray("documents");
        for (int i = 0; i < told.size(); i++) {
            JsonObject document = told.getJsonObject(i);
            documents.add(new Write.Put(document.getString("id"), document.getJsonObject("body")));
        }
        return new Checkpoint(
                new Position(json.getLong("segment"), json.getInteger("offset")), documents);
    }

    /// Writes it in place of the one before: after the death of the process there is the one or
    /// the other, whole.
    void write(Path file) throws IOException {
        JsonArray told = new JsonArray();
        documents.forEach(
                document ->
                        told.add(
                                new JsonObject()
                                        .put("id", document.id())
                                        .put("body", document.body())));
        Buffer json =
                new JsonObject()
                        .put("format", FORMAT)
                        .put("segment", position.segment())
                        .put("offset", position.offset())
                        .put("documents", told)
                        .toBuffer();
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, Buffer.buffer(checksum(json)).appendBuffer(json).getBytes());
        Files.move(next, file, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    private static String checksum(Buffer json) {
        CRC32C checksum = new CRC32C();
        checksum.update(json.getBytes());
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
