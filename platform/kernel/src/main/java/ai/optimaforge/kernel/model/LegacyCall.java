// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

/// The field `function_call`, which `tool_calls` has replaced. llama.cpp sends both, and OpenAI's
/// JavaScript SDK then drops the tool calls; so it goes where it says nothing more.
final class LegacyCall {
    private static final String NAME = "function_call";

    private LegacyCall() {}

    /// @param message a message or a delta
    static JsonDocument without(JsonDocument message) {
        boolean empty = message.type(NAME).filter(JsonType.NULL::equals).isPresent();
        return empty || message.has("tool_calls") ? message.without(NAME) : message;
    }
}
