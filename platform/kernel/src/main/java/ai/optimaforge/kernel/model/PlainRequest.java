// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatRequest;

import java.util.List;

/// A translated request without what OpenAI's dialect has no words for, and strict upstreams
/// refuse: thoughts of earlier turns, and marks for the cache.
final class PlainRequest {
    private static final String CACHE = "cache_control";
    private static final List<String> OF_MESSAGES =
            List.of("reasoning_content", "thinking_blocks", CACHE);

    private PlainRequest() {}

    static ChatRequest of(ChatRequest request) {
        return new ChatRequest(
                request.document()
                        .mapObjects("messages", PlainRequest::message)
                        .mapObjects("tools", tool -> without(tool, CACHE)));
    }

    private static JsonDocument message(JsonDocument message) {
        JsonDocument plain = message;
        for (String name : OF_MESSAGES) {
            plain = without(plain, name);
        }
        return plain.mapObjects("content", part -> without(part, CACHE))
                .mapObjects("tool_calls", call -> without(call, "extra_content"));
    }

    private static JsonDocument without(JsonDocument document, String name) {
        return document.has(name) ? document.without(name) : document;
    }
}
