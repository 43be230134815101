// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.google;

import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.SseReply;
import ai.optimaforge.testing.upstream.ToolCall;
import ai.optimaforge.testing.upstream.Wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A right `GenerateContentResponse`, whole or streamed as the path asks; or Google's refusal, if
/// Google would refuse the request.
///
/// ```java
/// upstream.next(
///         GeminiReply.of("Hel", "lo").thinking("Hm.").signed("c2ln").finishReason("MAX_TOKENS"));
/// ```
public final class GeminiReply implements Reply {
    private final List<JsonObject> parts = new ArrayList<>();
    private final JsonObject usage =
            new JsonObject()
                    .put("promptTokenCount", 9)
                    .put("candidatesTokenCount", 12)
                    .put("totalTokenCount", 21);
    private String finishReason = "STOP";
    private String finishMessage = "";
    private String blockReason = "";
    private Optional<JsonObject> logprobs = Optional.empty();
    private UnaryOperator<HttpReply> whole = UnaryOperator.identity();
    private UnaryOperator<SseReply> stream = UnaryOperator.identity();

    private GeminiReply(List<JsonObject> parts) {
        this.parts.addAll(parts);
    }

    /// These parts, each an object as Google has it; on a stream each is an event.
    public static GeminiReply ofParts(JsonObject... parts) {
        return new GeminiReply(List.of(parts));
    }

    /// This text; on a stream each fragment is one event.
    public static GeminiReply of(String... fragments) {
        return new GeminiReply(
                List.of(fragments).stream()
                        .map(text -> new JsonObject().put("text", text))
                        .toList());
    }

    /// As many events of the same fragment.
    public static GeminiReply repeat(String fragment, int times) {
        return of(Collections.nCopies(times, fragment).toArray(String[]::new));
    }

    /// Calls of functions, and no text. A call with an empty id goes out without one.
    public static GeminiReply calling(ToolCall... calls) {
        return new GeminiReply(List.of(calls).stream().map(GeminiReply::call).toList());
    }

    private static JsonObject call(ToolCall call) {
        var function =
                new JsonObject()
                        .put("name", call.name())
                        .put("args", new JsonObject(call.arguments()));
        if (!call.id().isEmpty()) {
            function.put("id", call.id());
        }
        return new JsonObject().put("functionCall", function);
    }

    /// The prompt was blocked: there is no answer.
    public static GeminiReply blocked(String reason) {
        GeminiReply reply = new GeminiReply(List.of());
        reply.blockReason = reason;
        return reply;
    }

    /// Thoughts before all else.
    public GeminiReply thinking(String... fragments) {
        for (int i = 0; i < fragments.length; i++) {
            parts.add(i, new JsonObject().put("text", fragments[i]).put("thought", true));
        }
        usage.put("thoughtsTokenCount", 7);
        return this;
    }

    /// Signs the first call, or the last part where there is none.
    public GeminiReply signed(String signature) {
        parts.stream()
                .filter(part -> part.containsKey("functionCall"))
                .findFirst()
                .orElse(parts.getLast())
                .put("thoughtSignature", signature);
        return this;
    }

    /// Why the model stopped, for instance `MAX_TOKENS`.
    public GeminiReply finishReason(String value) {
        finishReason = value;
        return this;
    }

    /// The same in words.
    public GeminiReply finishMessage(String value) {
        finishMessage = value;
        return this;
    }

    /// A count of `usageMetadata`, for instance `cachedContentTokenCount`.
    public GeminiReply usage(String name, int count) {
        usage.put(name, count);
        return this;
    }

    /// What stands in `logprobsResult`.
    public GeminiReply logprobs(JsonObject result) {
        logprobs = Optional.of(result);
        return this;
    }

    /// Shapes the answer where it goes out whole: headers, delays, faults.
    public GeminiReply whenWhole(UnaryOperator<HttpReply> shape) {
        whole = shape;
        return this;
    }

    /// Shapes the answer where it is streamed: the pace, delays, faults.
    public GeminiReply whenStreamed(UnaryOperator<SseReply> shape) {
        stream = shape;
        return this;
    }

    @Override
    public void play(RecordedRequest request, Wire wire) throws IOException {
        String model = request.model();
        Optional<Reply> refusal =
                GeminiWire.refusal(request, json -> GenerateContentCheck.check(json, model));
        if (refusal.isPresent()) {
            refusal.get().play(request, wire);
            return;
        }
        int candidates =
                request.json()
                        .getJsonObject("generationConfig", new JsonObject())
                        .getInteger("candidateCount", 1);
        if (!request.streamed()) {
            whole.apply(HttpReply.ok().body(response(model, parts, candidates, true)))
                    .play(request, wire);
        } else if (request.target().endsWith("?alt=sse")) {
            stream.apply(SseReply.ofFrames(frames(model, candidates))).play(request, wire);
        } else {
            var all = JsonArray.of(response(model, parts, candidates, true));
            HttpReply.ok().body(all.encode()).play(request, wire);
        }
    }

    private List<String> frames(String model, int candidates) {
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < Math.max(1, parts.size()); i++) {
            boolean last = i >= parts.size() - 1;
            List<JsonObject> said = parts.isEmpty() ? List.of() : List.of(parts.get(i));
            // the line ends that Google has
            frames.add("data: " + response(model, said, candidates, last).encode() + "\r\n\r\n");
        }
        return frames;
    }

    private JsonObject response(String model, List<JsonObject> said, int candidates, boolean last) {
        var response = new JsonObject();
        if (blockReason.isEmpty()) {
            var all = new JsonArray();
            for (int i = 0; i < candidates; i++) {
                all.add(candidate(said, i, last));
            }
            response.put("candidates", all);
        } else {
            response.put("promptFeedback", new JsonObject().put("blockReason", blockReason));
        }
        return response.put("usageMetadata", accounted(last))
                .put("modelVersion", model)
                .put("responseId", "fake-response");
    }

    /// On a stream each event accounts for what has come so far; the last one counts.
    private JsonObject accounted(boolean last) {
        JsonObject counts = usage.copy();
        return last ? counts : counts.put("candidatesTokenCount", 1);
    }

    private JsonObject candidate(List<JsonObject> said, int index, boolean last) {
        var candidate = new JsonObject().put("index", index);
        if (!said.isEmpty()) {
            candidate.put(
                    "content",
                    new JsonObject().put("parts", new JsonArray(said)).put("role", "model"));
        }
        if (last) {
            candidate.put("finishReason", finishReason);
            logprobs.ifPresent(result -> candidate.put("logprobsResult", result));
        }
        if (last && !finishMessage.isEmpty()) {
            candidate.put("finishMessage", finishMessage);
        }
        return candidate;
    }
}
