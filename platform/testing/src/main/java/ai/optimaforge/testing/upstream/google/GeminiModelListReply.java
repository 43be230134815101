// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.google;

import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.Wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.util.List;

/// A page of Google's list of models. One whose id says `embed` embeds, the others chat.
public final class GeminiModelListReply implements Reply {
    private final List<String> ids;
    private String next = "";

    private GeminiModelListReply(List<String> ids) {
        this.ids = ids;
    }

    /// A page of these ids.
    public static GeminiModelListReply of(String... ids) {
        return new GeminiModelListReply(List.of(ids));
    }

    /// Says that there is another page, to be asked for with this token.
    public GeminiModelListReply next(String token) {
        next = token;
        return this;
    }

    @Override
    public void play(RecordedRequest request, Wire wire) throws IOException {
        var models = new JsonArray();
        for (String id : ids) {
            boolean embeds = id.contains("embed");
            models.add(
                    new JsonObject()
                            .put("name", "models/" + id)
                            .put("version", "001")
                            .put("displayName", "The model " + id)
                            .put("inputTokenLimit", embeds ? 2048 : 1_048_576)
                            .put("outputTokenLimit", embeds ? 1 : 65_536)
                            .put(
                                    "supportedGenerationMethods",
                                    embeds
                                            ? JsonArray.of("embedContent", "countTokens")
                                            : JsonArray.of("generateContent", "countTokens")));
        }
        var page = new JsonObject().put("models", models);
        if (!next.isEmpty()) {
            page.put("nextPageToken", next);
        }
        HttpReply.ok().body(page).play(request, wire);
    }
}
