// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;

import io.vertx.core.buffer.Buffer;

import java.util.List;

/// Translates a whole `GenerateContentResponse` into a chat completion of OpenAI's.
final class ChatAnswers {
    private static final int ROOM = 1024;

    private ChatAnswers() {}

    /// @throws UpstreamException if it is an error, or no answer
    static JsonDocument translate(Buffer body, GeminiModel model) {
        JsonDocument answer = GoogleErrors.parse(body.getBytes(), "its answer");
        JsonText out = new JsonText(body.length() + ROOM);
        out.open('{');
        Heads.write(answer, "chat.completion", model, out);
        out.name("choices").open('[');
        List<JsonDocument> candidates = answer.objects("candidates");
        String blocked = Finish.blockedPrompt(answer);
        if (candidates.isEmpty() && blocked.isEmpty()) {
            throw UpstreamException.of(Failure.GARBLED, "its answer has no candidates");
        }
        if (candidates.isEmpty()) {
            blocked(Finish.promptRefusal(blocked), out);
        }
        for (int i = 0; i < candidates.size(); i++) {
            choice(candidates.get(i), i, candidates.size() == 1, out);
        }
        out.close(']');
        answer.object("usageMetadata").ifPresent(usage -> Accounting.write(usage, out));
        return JsonDocument.parse(out.close('}').finish());
    }

    private static void blocked(String refusal, JsonText out) {
        out.open('{').name("index").number(0).name("message").open('{');
        out.name("role").literal("\"assistant\"").name("content").literal("null");
        out.name("refusal").text(refusal).close('}');
        out.name("logprobs").literal("null").name("finish_reason").text("content_filter");
        out.close('}');
    }

    private static void choice(JsonDocument candidate, int index, boolean only, JsonText out) {
        Said said = Said.in(candidate);
        String reason = candidate.string("finishReason").orElse("STOP");
        if (only && !said.hasAnswer()) {
            Finish.requireAnswer(candidate, reason);
        }
        out.open('{').name("index").number(index).name("message").open('{');
        out.name("role").literal("\"assistant\"");
        boolean refused = !said.hasAnswer() && Finish.isBlock(reason);
        out.name("content");
        if (said.texts().isEmpty() && (refused || said.calls() > 0)) {
            out.literal("null");
        } else {
            out.joined(said.texts());
        }
        out.name("refusal");
        if (refused) {
            out.text(Finish.refusal(reason));
        } else {
            out.literal("null");
        }
        said.writeRest(out, -1);
        out.close('}');
        Logprobs.write(candidate, out);
        out.name("finish_reason").text(Finish.word(reason, said.calls() > 0)).close('}');
    }
}
