// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.json.JsonObject;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;

/// Writes the lines of a backup.
final class BackupWriter implements Closeable {
    static final String FORMAT = "forge-backup";
    static final int VERSION = 1;

    private final FileChannel channel;
    private final OutputStream out;
    private final MessageDigest digest = BackupReader.sha256();
    private long documents;

    private BackupWriter(FileChannel channel) throws IOException {
        this.channel = channel;
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        line(new JsonObject().put("format", FORMAT).put("version", VERSION));
    }

    static BackupWriter open(Path file) throws IOException {
        return new BackupWriter(
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))));
    }

    void write(String collection, StoredDocument document) throws IOException {
        line(
                new JsonObject()
                        .put("collection", collection)
                        .put("id", document.id())
                        .put("version", document.version())
                        .put("body", document.body()));
        documents++;
    }

    private void line(JsonObject line) throws IOException {
        byte[] bytes = (line.encode() + "\n").getBytes(UTF_8);
        digest.update(bytes);
        out.write(bytes);
    }

    /// Writes the last line, and waits for the disk.
    ///
    /// @return how many documents there are
    long finish() throws IOException {
        String sum = HexFormat.of().formatHex(digest.digest());
        line(new JsonObject().put("documents", documents).put("sha256", sum));
        out.flush();
        channel.force(true);
        return documents;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
