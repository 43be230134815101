// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.google;

import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.Reply;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import java.util.Optional;
import java.util.function.Consumer;

/// What Google answers while it is well.
public final class GeminiWire {
    private GeminiWire() {}

    /// The answer to a request on Google's wire; empty if it is on another.
    public static Optional<Reply> answerTo(RecordedRequest request) {
        if (!request.path().startsWith("/v1beta/")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (GeminiPath.of(request.path()).method()) {
                    case "generateContent", "streamGenerateContent" ->
                            GeminiReply.of("Hello", " there", "!");
                    case "batchEmbedContents" -> GeminiEmbeddingReply.of(8);
                    default ->
                            request.path().equals("/v1beta/models")
                                    ? GeminiModelListReply.of("fake-chat", "fake-embedding")
                                    : GeminiError.of(404, "Requested entity was not found.");
                });
    }

    /// The refusal of a request that Google would refuse; empty if it is right.
    static Optional<Reply> refusal(RecordedRequest request, Consumer<JsonObject> check) {
        try {
            check.accept(request.json());
            return Optional.empty();
        } catch (DecodeException e) {
            return Optional.of(GeminiError.of(400, "Invalid JSON payload received."));
        } catch (ClassCastException e) {
            return Optional.of(
                    GeminiError.of(400, "Invalid JSON payload received. " + e.getMessage()));
        } catch (RejectedException e) {
            return Optional.of(GeminiError.of(400, String.valueOf(e.getMessage())));
        }
    }
}
