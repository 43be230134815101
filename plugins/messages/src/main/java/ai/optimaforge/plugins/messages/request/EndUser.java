// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The id of an end user. OpenAI takes 64 characters, and clients of Anthropic's send longer
/// ones, of which the beginning is often the same for all their users.
final class EndUser {
    private static final int LONGEST = 64;

    private EndUser() {}

    static String of(String id) {
        return id.length() <= LONGEST ? id : digest(id);
    }

    private static String digest(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
