// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.features;

import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.toolkit.resource.Fields;

import io.vertx.core.buffer.Buffer;

import java.util.Optional;

/// For whom flags are evaluated.
///
/// @param userId the user that `context.targetingKey` names, or the caller's own
/// @param text the context as it came; empty if there was none
record FlagContext(String userId, String text) {

    /// Reads a body, which may be empty. What it says beside the targeting key has no effect.
    ///
    /// @throws ai.optimaforge.spi.ForgeException if it is no such body, or the caller may not ask
    /// for the user
    static FlagContext of(Call call) {
        JsonDocument body = call.body().length() == 0 ? JsonDocument.empty() : call.json();
        Optional<String> named =
                Fields.of(body).object("context").flatMap(context -> context.text("targetingKey"));
        return new FlagContext(
                call.context().caller().userMeant(named, "context.targetingKey"),
                body.raw("context").map(Buffer::toString).orElse(""));
    }
}
