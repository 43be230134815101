// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;

/// Translates a chat request of OpenAI's into a `GenerateContentRequest`. What is text there is
/// copied as the bytes it is.
final class ChatRequests {
    private static final int USUAL_SIZE = 4096;

    private ChatRequests() {}

    /// @param call is told what was left out
    /// @throws ai.optimaforge.spi.ForgeException with a 400 that names the field if something
    /// cannot be said in the wire
    static Buffer translate(JsonDocument request, GeminiModel model, CallContext call) {
        Notices notices = new Notices(call);
        UncarriedFields.check(request, notices);
        JsonText out = new JsonText(USUAL_SIZE);
        out.open('{');
        new Conversation(model, notices, out)
                .write(
                        RequestFields.objects(
                                request, "messages", "messages", "a list of messages"));
        new Tools(notices, out).write(request);
        new GenerationConfig(request, model, notices, out).write();
        return Buffer.buffer(out.close('}').finish());
    }
}
