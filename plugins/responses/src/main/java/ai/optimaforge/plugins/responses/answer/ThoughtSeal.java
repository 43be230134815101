// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;

import java.util.Base64;
import java.util.Optional;

/// What a model of another API needs of its thoughts to go on with them, as the
/// `encrypted_content` of a reasoning item. The blocks are signed by the model's provider, and no
/// secret of its client; they are only wrapped.
public final class ThoughtSeal {
    private static final String PREFIX = "forge1.";

    private ThoughtSeal() {}

    /// Wraps blocks, as the chat dialect's `thinking_blocks` has them.
    static String of(JsonArray blocks) {
        return PREFIX
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(blocks.encode().getBytes(UTF_8));
    }

    /// Whether it was made here.
    public static boolean isOurs(String sealed) {
        return sealed.startsWith(PREFIX);
    }

    /// The blocks; empty if they were not wrapped here, or not so.
    public static Optional<JsonArray> open(String sealed) {
        if (!isOurs(sealed)) {
            return Optional.empty();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(sealed.substring(PREFIX.length()));
            return Optional.of(new JsonArray(Buffer.buffer(json)));
        } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }
}
