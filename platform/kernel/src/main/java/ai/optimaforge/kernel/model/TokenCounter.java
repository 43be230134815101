// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.json.JsonType;
import ai.optimaforge.spi.model.ChatMessage;
import ai.optimaforge.spi.model.ChatRequest;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/// Counts tokens as OpenAI's newer models do (`o200k_base`), which is near enough for others. The
/// vocabulary is loaded at the first use; counting goes on off the event loop.
final class TokenCounter {
    // what OpenAI's cookbook counts around each message, and before the answer
    private static final long TOKENS_PER_MESSAGE = 3;
    private static final long TOKENS_PER_ANSWER = 3;
    private static final long TOKENS_PER_ATTACHMENT = 1_000;

    private final Vertx vertx;

    TokenCounter(Vertx vertx) {
        this.vertx = vertx;
    }

    // loaded by the class loader, once
    private static final class Vocabulary {
        private static final Encoding ENCODING =
                Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    }

    /// The tokens of a prompt, tools and all.
    Future<Long> prompt(ChatRequest request) {
        return vertx.executeBlocking(() -> count(request), false);
    }

    /// The tokens of a text.
    Future<Long> text(String text) {
        return vertx.executeBlocking(() -> count(text), false);
    }

    private static long count(ChatRequest request) {
        long tokens = TOKENS_PER_ANSWER;
        for (ChatMessage message : request.messages()) {
            tokens += TOKENS_PER_MESSAGE + count(message.role()) + count(message.text());
            tokens +=
                    message.document()
                            .raw("tool_calls")
                            .map(calls -> count(calls.toString()))
                            .orElse(0L);
            tokens += attachments(message) * TOKENS_PER_ATTACHMENT;
        }
        return tokens
                + request.document().raw("tools").map(tools -> count(tools.toString())).orElse(0L);
    }

    private static long attachments(ChatMessage message) {
        return message.document().type("content").filter(JsonType.ARRAY::equals).isEmpty()
                ? 0
                : message.document().objects("content").stream()
                        .filter(part -> !part.has("text"))
                        .count();
    }

    private static long count(String text) {
        return Vocabulary.ENCODING.countTokensOrdinary(text);
    }
}
