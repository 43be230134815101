// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.features;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.spi.feature.UserFeatures;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// Tells one evaluation from another: it covers the version of the flags, what they are, the user
/// and the context.
final class EntityTag {
    private static final int BYTES = 12;

    private EntityTag() {}

    static String of(UserFeatures user, FlagContext context, JsonObject flags) {
        JsonArray parts =
                JsonArray.of(user.version(), context.userId(), context.text(), flags.encode());
        byte[] digest = sha256().digest(parts.encode().getBytes(UTF_8));
        return '"'
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Arrays.copyOf(digest, BYTES))
                + '"';
    }

    /// Whether an `If-None-Match` lists a tag; by RFC 9110, weak tags count as their strong ones.
    static boolean isIn(String ifNoneMatch, String tag) {
        for (String listed : ifNoneMatch.split(",", -1)) {
            String bare = listed.strip();
            if (bare.equals("*") || bare.equals(tag) || bare.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
