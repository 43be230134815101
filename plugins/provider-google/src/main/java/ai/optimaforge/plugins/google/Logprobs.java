// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;

import java.util.List;
import java.util.Optional;

/// How likely each token of an answer was: `logprobsResult` as OpenAI's `logprobs`.
final class Logprobs {
    private static final Buffer NOTHING = Buffer.buffer("\"\"");
    private static final Buffer ZERO = Buffer.buffer("0");

    private Logprobs() {}

    /// Writes the member `logprobs` of a choice, `null` if the candidate has none.
    static void write(JsonDocument candidate, JsonText out) {
        Optional<JsonDocument> result = candidate.object("logprobsResult");
        out.name("logprobs");
        if (result.isEmpty()) {
            out.literal("null");
            return;
        }
        List<JsonDocument> chosen = result.get().objects("chosenCandidates");
        List<JsonDocument> top = result.get().objects("topCandidates");
        out.open('{').name("content").open('[');
        for (int i = 0; i < chosen.size(); i++) {
            begin(chosen.get(i), out);
            out.name("top_logprobs").open('[');
            if (i < top.size()) {
                for (JsonDocument other : top.get(i).objects("candidates")) {
                    begin(other, out);
                    out.close('}');
                }
            }
            out.close(']').close('}');
        }
        out.close(']').name("refusal").literal("null").close('}');
    }

    /// Google leaves a number of 0 away.
    private static void begin(JsonDocument token, JsonText out) {
        out.open('{').name("token").raw(token.raw("token").orElse(NOTHING));
        out.name("logprob").raw(token.raw("logProbability").orElse(ZERO));
        out.name("bytes").literal("null");
    }
}
