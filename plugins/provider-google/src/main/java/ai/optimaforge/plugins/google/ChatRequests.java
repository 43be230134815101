// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonSlice;

import io.vertx.core.buffer.Buffer;

import java.util.List;

/// Translates a chat request of OpenAI's into a `GenerateContentRequest`. What is text there is
/// copied as the bytes it is.
final class ChatRequests {
    private static final int ROOM = 1024;

    /// What the wire puts around a text, at most; a history of a megabyte shall not be moved from
    /// array to array as it grows.
    private static final int ROOM_A_MESSAGE = 64;

    private ChatRequests() {}

    /// @param call is told what was left out
    /// @throws ai.optimaforge.spi.ForgeException with a 400 that names the field if something
    /// cannot be said in the wire
    static Buffer translate(JsonDocument request, GeminiModel model, CallContext call) {
        Notices notices = new Notices(call);
        UncarriedFields.check(request, notices);
        List<JsonDocument> messages =
                RequestFields.objects(request, "messages", "messages", "a list of messages");
        int size = request.slice("messages").map(JsonSlice::length).orElse(0);
        JsonText out = new JsonText(size + ROOM_A_MESSAGE * messages.size() + ROOM);
        out.open('{');
        new Conversation(model, notices, out).write(messages);
        new Tools(notices, out).write(request);
        new GenerationConfig(request, model, notices, out).write();
        return out.close('}').toBuffer();
    }
}
