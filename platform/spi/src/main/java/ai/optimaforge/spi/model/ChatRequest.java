// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;

import java.util.List;
import java.util.Optional;

/// A chat request in OpenAI's dialect: the document that came in, with a typed view. What the
/// view does not show is still in the document, and a change splices it.
///
/// @param document the request
public record ChatRequest(JsonDocument document) {
    /// Keeps the document.
    public ChatRequest {
        requireNonNull(document, "document is null");
    }

    /// The model that is asked for; empty if the request names none.
    public String model() {
        return document.string("model").orElse("");
    }

    /// Whether the answer shall be a stream.
    public boolean stream() {
        return document.flag("stream").orElse(false);
    }

    /// Whether a stream shall end with a chunk of usage.
    public boolean includeUsage() {
        return document.object("stream_options")
                .flatMap(o -> o.flag("include_usage"))
                .orElse(false);
    }

    /// The messages, oldest first.
    public List<ChatMessage> messages() {
        return document.objects("messages").stream().map(ChatMessage::new).toList();
    }

    /// The platform's own options, which never reach an upstream.
    public Optional<JsonDocument> forge() {
        return document.object("forge");
    }

    /// The same request for another model.
    public ChatRequest withModel(String id) {
        return new ChatRequest(document.with("model", id));
    }

    /// The same request without the platform's own options.
    public ChatRequest withoutForge() {
        return new ChatRequest(document.without("forge"));
    }

    /// The same request, asking for a chunk of usage at the end of the stream.
    public ChatRequest withIncludeUsage() {
        if (includeUsage()) {
            return this;
        }
        JsonDocument options = document.object("stream_options").orElse(JsonDocument.empty());
        return new ChatRequest(
                document.with("stream_options", options.with("include_usage", true)));
    }

    /// The request as bytes, ready for an upstream.
    public Buffer toBuffer() {
        return document.toBuffer();
    }
}
