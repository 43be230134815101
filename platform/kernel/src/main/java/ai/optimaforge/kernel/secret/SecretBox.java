// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.kernel.data.PrivateFile;
import ai.optimaforge.spi.Secrets;
import ai.optimaforge.spi.config.Secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

/// Encrypts secrets that are stored: AES-256-GCM, with the place of a secret as associated data,
/// so that none can be moved to another place.
public final class SecretBox {
    private static final int BYTES = 32;

    private final Path file;
    private final SecretsConfig config;
    private volatile @Nullable Aead cipher;

    /// A box whose key is read, or made, when it is first needed.
    public SecretBox(SecretsConfig config, Path data) {
        this.config = config;
        this.file = data.resolve("secrets-key");
    }

    /// Encrypts a secret.
    ///
    /// @param place where it is kept, for instance `providers/groq`
    /// @throws IOException if the key can't be read or made
    public String seal(Secret secret, String place) throws IOException {
        return sealBytes(secret.reveal().getBytes(UTF_8), place);
    }

    String sealBytes(byte[] content, String place) throws IOException {
        try {
            byte[] sealed = cipher().encrypt(content, place.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret can't be encrypted", e);
        }
    }

    /// Decrypts a secret.
    ///
    /// @throws IOException if it was encrypted by another key, or for another place
    public Secret open(String sealed, String place) throws IOException {
        return Secret.of(new String(openBytes(sealed, place), UTF_8));
    }

    byte[] openBytes(String sealed, String place) throws IOException {
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed);
            return cipher().decrypt(bytes, place.getBytes(UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new IOException(
                    "the secret of %s was encrypted by another key than this node has"
                            .formatted(place));
        }
    }

    /// The box for a plugin, which opens nobody else's.
    public Secrets of(String plugin) {
        return new PluginSecrets(this, plugin);
    }

    private Aead cipher() throws IOException, GeneralSecurityException {
        Aead known = cipher;
        if (known == null) {
            known = new AesGcmJce(Base64.getDecoder().decode(key().strip()));
            cipher = known;
        }
        return known;
    }

    private String key() throws IOException {
        if (config.key().isPresent()) {
            return config.key().get().reveal();
        }
        PrivateFile.make(file, SecretBox::next);
        String key = Files.readString(file, US_ASCII);
        if (!SecretsConfig.isKey(key)) {
            throw new IOException("the file " + file + " holds no key");
        }
        return key;
    }

    private static String next() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
