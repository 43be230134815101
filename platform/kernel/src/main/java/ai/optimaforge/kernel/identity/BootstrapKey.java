// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.optimaforge.kernel.data.PrivateFile;
import ai.optimaforge.spi.config.Secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The one key with which a platform begins: the operator's, or one that is made at the first
/// start and kept in `data/bootstrap-key`. It carries all scopes. Only its hash stays in memory.
public final class BootstrapKey {
    private final KeyHash hash;
    private final String source;
    private final Optional<String> made;

    private BootstrapKey(String key, String source, Optional<String> made) {
        this.hash = KeyHash.of(key);
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
        Optional<String> made = PrivateFile.make(file, MintedKey::next);
        String key = Files.readString(file, US_ASCII).strip();
        if (key.isEmpty()) {
            throw new IOException("the file " + file + " is empty: delete it to get a new key");
        }
        return new BootstrapKey(key, "the file " + file, made);
    }

    /// Where the key is, in words.
    public String source() {
        return source;
    }

    /// The key, if it was made just now.
    public Optional<String> made() {
        return made;
    }

    /// Whether a key is this one; compares in constant time.
    boolean is(KeyHash key) {
        return hash.isSame(key);
    }
}
