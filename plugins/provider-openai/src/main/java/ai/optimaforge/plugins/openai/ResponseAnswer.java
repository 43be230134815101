// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;
import ai.optimaforge.spi.model.NativeAnswer;
import ai.optimaforge.spi.model.TokenUsage;
import ai.optimaforge.spi.model.UpstreamException;

import io.vertx.core.buffer.Buffer;

import java.util.Optional;

/// A response of an upstream that speaks the Responses API itself.
final class ResponseAnswer {
    private static final int TOO_MANY = 429;
    private static final int BAD_REQUEST = 400;
    private static final int BAD_GATEWAY = 502;

    private ResponseAnswer() {}

    /// A whole answer.
    ///
    /// @throws UpstreamException if it is an error, a response that failed, or no object
    static NativeAnswer parse(Buffer body) {
        JsonDocument response = UpstreamDocument.parse(body, "output");
        error(response)
                .ifPresent(
                        failure -> {
                            throw failure;
                        });
        return new NativeAnswer(response, usage(response));
    }

    /// Why a response, or an event, failed.
    static Optional<UpstreamException> error(JsonDocument response) {
        return response.type("error")
                .filter(type -> type != JsonType.NULL)
                .flatMap(type -> response.object("error"))
                .map(ResponseAnswer::flatError);
    }

    /// An error whose members stand in the object itself.
    static UpstreamException flatError(JsonDocument error) {
        int status =
                switch (error.string("code").orElse("")) {
                    case "rate_limit_exceeded" -> TOO_MANY;
                    case "invalid_prompt" -> BAD_REQUEST;
                    default -> BAD_GATEWAY;
                };
        return UpstreamException.answered(status, error.string("message").orElse(""));
    }

    static Optional<TokenUsage> usage(JsonDocument response) {
        return response.object("usage").map(ResponseAnswer::tokens);
    }

    private static TokenUsage tokens(JsonDocument usage) {
        JsonDocument input = usage.object("input_tokens_details").orElse(JsonDocument.empty());
        JsonDocument output = usage.object("output_tokens_details").orElse(JsonDocument.empty());
        return new TokenUsage(
                count(usage, "input_tokens"),
                count(usage, "output_tokens"),
                count(input, "cached_tokens"),
                count(input, "cache_write_tokens"),
                count(output, "reasoning_tokens"));
    }

    private static long count(JsonDocument counts, String name) {
        return counts.integer(name).orElse(0L);
    }
}
