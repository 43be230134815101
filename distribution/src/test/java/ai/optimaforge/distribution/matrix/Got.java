// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a client got, whatever it called: an answer, a failure, or the one and then the other.
///
/// @param status of HTTP
/// @param retryAfter the header, or nothing
/// @param text the words of a refusal too
/// @param tokens as OpenAI counts them: the whole prompt, those of the cache too
/// @param error `type: message` of a failure; empty if there is none
/// @param complete whether it came to its end, as its dialect marks it
/// @param notices what the platform says that it left out
record Got(
        int status,
        String retryAfter,
        String thoughts,
        String text,
        List<Called> calls,
        Optional<End> end,
        Optional<Said.Tokens> tokens,
        String error,
        boolean complete,
        List<String> notices) {

    /// A call of a tool, and its arguments as JSON.
    record Called(String id, String name, JsonObject arguments) {}

    /// Puts an answer together, of documents or of what comes of a stream.
    static final class Reader {
        private final int status;
        private final String retryAfter;
        private final StringBuilder thoughts = new StringBuilder();
        private final StringBuilder text = new StringBuilder();
        private final Map<Integer, JsonObject> calls = new TreeMap<>();
        private final JsonObject usage = new JsonObject();
        private final List<String> notices = new ArrayList<>();
        private Optional<End> end = Optional.empty();
        private String error = "";
        private boolean complete;

        Reader(int status, String retryAfter) {
            this.status = status;
            this.retryAfter = retryAfter;
        }

        Got got(Surface surface) {
            List<Called> made =
                    calls.values().stream()
                            .map(
                                    call ->
                                            new Called(
                                                    call.getString("id", ""),
                                                    call.getString("name", ""),
                                                    new JsonObject(call.getString("arguments"))))
                            .toList();
            return new Got(
                    status,
                    retryAfter,
                    thoughts.toString(),
                    text.toString(),
                    made,
                    end,
                    surface.isChat() ? chatTokens() : messageTokens(),
                    error,
                    complete,
                    List.copyOf(notices));
        }

        /// A whole answer.
        Reader whole(JsonObject document, Surface surface) {
            if (document.getValue("error") instanceof JsonObject) {
                failure(document);
            } else if (surface.isChat()) {
                chat(document);
            } else {
                message(document);
            }
            complete = true;
            return this;
        }

        /// A frame of a stream.
        Reader frame(String frame, Surface surface) {
            String data = frame.substring(frame.indexOf("data: ") + "data: ".length()).strip();
            if (data.equals("[DONE]")) {
                complete = true;
                return this;
            }
            JsonObject event = new JsonObject(data);
            if (event.getValue("error") instanceof JsonObject) {
                failure(event);
            } else if (surface.isChat()) {
                chat(event);
            } else {
                messageEvent(event);
            }
            return this;
        }

        private void failure(JsonObject document) {
            JsonObject failure = document.getJsonObject("error");
            error = failure.getString("type") + ": " + failure.getString("message");
        }

        private void told(JsonObject holder) {
            holder.getJsonObject("forge_metadata", new JsonObject())
                    .getJsonArray("notices", new JsonArray())
                    .forEach(notice -> notices.add(String.valueOf(notice)));
        }

        private void used(@Nullable JsonObject tokens) {
            if (tokens != null) {
                usage.mergeIn(tokens);
            }
        }

        private void chat(JsonObject document) {
            told(document);
            used(document.getJsonObject("usage"));
            JsonArray choices = document.getJsonArray("choices");
            if (choices.isEmpty()) {
                return;
            }
            JsonObject choice = choices.getJsonObject(0);
            JsonObject said = choice.getJsonObject("message", choice.getJsonObject("delta"));
            thoughts.append(text(said, "reasoning_content"));
            text.append(text(said, "content"));
            JsonArray made = said.getJsonArray("tool_calls", new JsonArray());
            for (int i = 0; i < made.size(); i++) {
                JsonObject call = made.getJsonObject(i);
                JsonObject function = call.getJsonObject("function");
                JsonObject all = call(call.getInteger("index", i));
                named(all, text(call, "id"), text(function, "name"));
                append(all, text(function, "arguments"));
            }
            String reason = text(choice, "finish_reason");
            if (!reason.isEmpty()) {
                end = Optional.of(end.orElse(End.ofChat(reason)));
            }
            String refusal = text(said, "refusal");
            if (!refusal.isEmpty()) {
                text.append(refusal);
                end = Optional.of(End.REFUSAL);
            }
        }

        private static String text(JsonObject holder, String name) {
            String value = holder.getString(name);
            return value == null ? "" : value;
        }

        private JsonObject call(int index) {
            return calls.computeIfAbsent(index, at -> new JsonObject().put("arguments", ""));
        }

        private static void named(JsonObject call, String id, String name) {
            if (!id.isEmpty()) {
                call.put("id", id);
            }
            if (!name.isEmpty()) {
                call.put("name", name);
            }
        }

        private static void append(JsonObject call, String arguments) {
            call.put("arguments", call.getString("arguments") + arguments);
        }

        private void message(JsonObject document) {
            told(document);
            used(document.getJsonObject("usage"));
            JsonArray blocks = document.getJsonArray("content");
            for (int i = 0; i < blocks.size(); i++) {
                JsonObject block = blocks.getJsonObject(i);
                blockStarts(i, block);
                if (block.getString("type").equals("tool_use")) {
                    append(call(i), block.getJsonObject("input").encode());
                }
            }
            ends(document);
        }

        private void ends(JsonObject holder) {
            String reason = text(holder, "stop_reason");
            if (!reason.isEmpty()) {
                end = Optional.of(End.ofMessages(reason));
            }
            text.append(
                    text(
                            Optional.ofNullable(holder.getJsonObject("stop_details"))
                                    .orElse(new JsonObject()),
                            "explanation"));
        }

        private void blockStarts(int index, JsonObject block) {
            switch (block.getString("type")) {
                case "text" -> text.append(block.getString("text"));
                case "thinking" -> thoughts.append(block.getString("thinking"));
                case "tool_use" -> named(call(index), text(block, "id"), text(block, "name"));
                default -> throw new AssertionError("a block of no known type: " + block);
            }
        }

        private void messageEvent(JsonObject event) {
            told(event);
            switch (event.getString("type")) {
                case "message_start" -> {
                    JsonObject begun = event.getJsonObject("message");
                    told(begun);
                    used(begun.getJsonObject("usage"));
                }
                case "content_block_start" ->
                        blockStarts(
                                event.getInteger("index"), event.getJsonObject("content_block"));
                case "content_block_delta" ->
                        blockGoesOn(event.getInteger("index"), event.getJsonObject("delta"));
                case "message_delta" -> {
                    used(event.getJsonObject("usage"));
                    ends(event.getJsonObject("delta"));
                }
                case "message_stop" -> complete = true;
                default -> {}
            }
        }

        private void blockGoesOn(int index, JsonObject delta) {
            switch (delta.getString("type")) {
                case "text_delta" -> text.append(delta.getString("text"));
                case "thinking_delta" -> thoughts.append(delta.getString("thinking"));
                case "input_json_delta" -> append(call(index), delta.getString("partial_json"));
                default -> {}
            }
        }

        private Optional<Said.Tokens> chatTokens() {
            if (usage.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Said.Tokens(
                            usage.getInteger("prompt_tokens"),
                            detail("prompt_tokens_details", "cached_tokens"),
                            usage.getInteger("completion_tokens"),
                            detail("completion_tokens_details", "reasoning_tokens")));
        }

        private Optional<Said.Tokens> messageTokens() {
            if (usage.isEmpty()) {
                return Optional.empty();
            }
            int cached = usage.getInteger("cache_read_input_tokens", 0);
            return Optional.of(
                    new Said.Tokens(
                            usage.getInteger("input_tokens") + cached,
                            cached,
                            usage.getInteger("output_tokens"),
                            detail("output_tokens_details", "thinking_tokens")));
        }

        private int detail(String group, String name) {
            JsonObject details = usage.getJsonObject(group);
            return details == null ? 0 : details.getInteger(name, 0);
        }
    }
}
