// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;

import java.util.Optional;

/// What a model said, as far as it is kept to be counted: its text, its reasoning, and what it
/// called its tools with.
final class AnswerText {
    private static final int MOST_CHARACTERS = 1 << 20;

    private final Optional<StringBuilder> text;

    private AnswerText(Optional<StringBuilder> text) {
        this.text = text;
    }

    static AnswerText kept() {
        return new AnswerText(Optional.of(new StringBuilder()));
    }

    /// Of a stream that will tell itself what it used.
    static AnswerText forgotten() {
        return new AnswerText(Optional.empty());
    }

    static AnswerText of(ChatAnswer answer) {
        AnswerText text = kept();
        answer.document()
                .objects("choices")
                .forEach(choice -> choice.object("message").ifPresent(text::add));
        return text;
    }

    boolean isKept() {
        return text.isPresent();
    }

    void add(ChatChunk chunk) {
        if (text.isPresent() && chunk.hasChoices()) {
            chunk.document()
                    .objects("choices")
                    .forEach(choice -> choice.object("delta").ifPresent(this::add));
        }
    }

    private void add(JsonDocument said) {
        said.string("content").ifPresent(this::append);
        said.string("reasoning_content").ifPresent(this::append);
        if (said.has("tool_calls")) {
            said.objects("tool_calls")
                    .forEach(
                            call ->
                                    call.object("function")
                                            .ifPresent(
                                                    function -> {
                                                        function.string("name")
                                                                .ifPresent(this::append);
                                                        function.string("arguments")
                                                                .ifPresent(this::append);
                                                    }));
        }
    }

    private void append(String said) {
        text.filter(kept -> kept.length() < MOST_CHARACTERS).ifPresent(kept -> kept.append(said));
    }

    @Override
    public String toString() {
        return text.map(StringBuilder::toString).orElse("");
    }
}
