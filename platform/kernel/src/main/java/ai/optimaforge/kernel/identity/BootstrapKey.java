// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.config.Secret;

import io.vertx.core.Future;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.Set;

/// The one key with which a platform begins: the operator's, or one that is made at the first
/// start and kept in `data/bootstrap-key`. It carries all scopes. Only its hash stays in memory.
public final class BootstrapKey implements KeyRing {
    private static final Set<String> ALL_SCOPES =
            Set.of("chat", "read", "features", "memory", "agents", "connect", "admin");
    private static final Caller OPERATOR =
            new Caller("key_bootstrap", "acct_operator", "operator", ALL_SCOPES);

    private final byte[] hash;
    private final String source;
    private final Optional<String> made;

    private BootstrapKey(String key, String source, Optional<String> made) {
        this.hash = hash(key);
        this.source = source;
        this.made = made;
    }

    /// Takes the operator's key, or the one in the data directory, or makes one.
    ///
    /// @throws IOException if the data directory can't be written or the file can't be read
    public static BootstrapKey open(BootstrapConfig config, Path data) throws IOException {
        Optional<Secret> given = config.key();
        if (given.isPresent()) {
            return new BootstrapKey(
                    given.get().reveal(), "the setting bootstrap.key", Optional.empty());
        }
        Path file = data.resolve("bootstrap-key");
        Optional<String> made = make(file);
        String key = Files.readString(file, US_ASCII).strip();
        if (key.isEmpty()) {
            throw new IOException("the file " + file + " is empty: delete it to get a new key");
        }
        return new BootstrapKey(key, "the file " + file, made);
    }

    private static Optional<String> make(Path file) throws IOException {
        if (Files.exists(file)) {
            return Optional.empty();
        }
        String key = MintedKey.next();
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly)) {
            channel.write(US_ASCII.encode(key + "\n"));
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        }
        return Optional.of(key);
    }

    /// Where the key is, in words.
    public String source() {
        return source;
    }

    /// The key, if it was made just now.
    public Optional<String> made() {
        return made;
    }

    @Override
    public Future<Optional<Caller>> find(String key) {
        // equal lengths whatever was given, so the comparison tells nothing
        return Future.succeededFuture(
                MessageDigest.isEqual(hash, hash(key)) ? Optional.of(OPERATOR) : Optional.empty());
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
