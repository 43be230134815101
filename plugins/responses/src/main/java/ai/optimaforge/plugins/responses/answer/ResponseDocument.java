// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import ai.optimaforge.plugins.responses.state.ResponseSnapshot;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatAnswer;

import io.vertx.core.json.JsonObject;

/// A whole answer as a response.
public final class ResponseDocument {
    private ResponseDocument() {}

    /// The response that says what a chat completion says in its first choice.
    public static ResponseSnapshot of(ChatAnswer answer, Making making) {
        ResponseWriter writer = making.writer(Emission.silent());
        ChatReader reader = new ChatReader(writer);
        reader.read(answer);
        return made(writer, reader.end(making.shell()), making);
    }

    /// The response of an upstream that speaks the Responses API itself, as our own.
    ///
    /// @throws ai.optimaforge.spi.ForgeException if the response is one that failed
    public static ResponseSnapshot ofNative(JsonDocument answer, Making making) {
        ResponseWriter writer = making.writer(Emission.silent());
        NativeReader reader = new NativeReader(writer);
        reader.read(answer);
        return made(writer, reader.end(making.shell()), making);
    }

    private static ResponseSnapshot made(ResponseWriter writer, Ending ending, Making making) {
        JsonObject response = making.ended(writer.end(ending), ending);
        return new ResponseSnapshot(response, writer.kept());
    }
}
