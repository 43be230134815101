// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;
import ai.optimaforge.spi.model.ChatMessage;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.UpstreamException;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Makes the reply to a chat request, from nothing but the request.
final class ReplyComposer {
    static final String DISCLAIMER = "This is the sandbox, not a model.";

    private static final int MOST_CHOICES = 128;

    private final JsonDocument request;
    private final List<ChatMessage> messages;
    private final Directives directives;

    private ReplyComposer(ChatRequest request) {
        this.request = request.document();
        objects(this.request, "tools", "tools");
        this.messages = messages(this.request);
        this.directives = Directives.in(lastUserText());
    }

    /// @throws UpstreamException if the message asks for a failure, or the request is wrong
    static Reply compose(ChatRequest request) {
        return new ReplyComposer(request).compose();
    }

    private Reply compose() {
        directives
                .failure()
                .ifPresent(
                        failure -> {
                            throw UpstreamException.answered(failure.status(), failure.message());
                        });
        if (messages.isEmpty()) {
            throw wrong("messages must be an array of at least one message");
        }
        List<ToolCall> calls =
                new ToolChoice(request).calls(toolsHaveAnswered() ? List.of() : directives.calls());
        List<String> all = calls.isEmpty() ? Words.of(upToStop(text())) : List.of();
        int limit = limit();
        String reason = calls.isEmpty() ? "stop" : "tool_calls";
        return new Reply(
                "chatcmpl-sandbox-" + hash(),
                System.currentTimeMillis() / 1000,
                choices(),
                all.size() > limit ? all.subList(0, limit) : all,
                calls,
                all.size() > limit ? "length" : reason,
                promptWords(),
                directives);
    }

    private static List<ChatMessage> messages(JsonDocument request) {
        List<JsonDocument> messages = objects(request, "messages", "messages");
        for (int i = 0; i < messages.size(); i++) {
            objects(messages.get(i), "content", "messages[" + i + "].content");
        }
        return messages.stream().map(ChatMessage::new).toList();
    }

    private static List<JsonDocument> objects(JsonDocument holder, String name, String path) {
        return holder.objects(
                name,
                (index, json) ->
                        wrong("%s[%d] must be an object, not %s".formatted(path, index, json)));
    }

    private String lastUserText() {
        return messages.reversed().stream()
                .filter(message -> message.role().equals("user"))
                .findFirst()
                .map(ChatMessage::text)
                .orElse("");
    }

    /// Whether the calls that the last user message asks for were made: to make them again would
    /// keep an agent going for ever.
    private boolean toolsHaveAnswered() {
        return messages.getLast().role().equals("tool");
    }

    private String text() {
        Optional<String> formatted = ResponseFormat.text(request, directives.text());
        if (formatted.isPresent()) {
            return formatted.get();
        }
        if (directives.repetition().isPresent()) {
            Directives.Repetition repetition = directives.repetition().get();
            return DISCLAIMER + (" " + repetition.word()).repeat(repetition.times());
        }
        return toolsHaveAnswered()
                ? DISCLAIMER + " The tool said: " + messages.getLast().text()
                : DISCLAIMER + " You said: " + directives.text();
    }

    private String upToStop(String text) {
        int end = text.length();
        for (String stop : stops()) {
            int at = stop.isEmpty() ? -1 : text.indexOf(stop);
            end = at < 0 ? end : Math.min(end, at);
        }
        return text.substring(0, end);
    }

    private List<String> stops() {
        if (request.type("stop").filter(JsonType.ARRAY::equals).isEmpty()) {
            return request.string("stop").stream().toList();
        }
        Buffer array = request.raw("stop").orElseThrow();
        return new JsonArray(array)
                .stream().filter(String.class::isInstance).map(String.class::cast).toList();
    }

    private int limit() {
        long limit =
                request.integer("max_completion_tokens")
                        .or(() -> request.integer("max_tokens"))
                        .orElse((long) Integer.MAX_VALUE);
        if (limit < 1) {
            throw wrong("max_tokens must be at least 1: " + limit);
        }
        return (int) Math.min(limit, Integer.MAX_VALUE);
    }

    private int choices() {
        long choices = request.integer("n").orElse(1L);
        if (choices < 1 || choices > MOST_CHOICES) {
            throw wrong("n must be between 1 and " + MOST_CHOICES + ": " + choices);
        }
        return (int) choices;
    }

    private int promptWords() {
        return messages.stream().mapToInt(message -> Words.of(message.text()).size()).sum();
    }

    private String hash() {
        CRC32C sum = new CRC32C();
        sum.update(request.toBuffer().getBytes());
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    static UpstreamException wrong(String message) {
        return UpstreamException.answered(400, message);
    }
}
