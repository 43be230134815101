// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.ToolCall;
import ai.optimaforge.testing.upstream.anthropic.MessageReply;
import ai.optimaforge.testing.upstream.google.GeminiReply;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/// OpenAI's SDK over wires that are not OpenAI's, with every answer checked against its schema.
@TestInstance(Lifecycle.PER_CLASS)
class SdkWiresTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.ofAllWires();

    @SuppressWarnings("NullAway.Init")
    private OpenAIClient client;

    /// A function to call.
    static final class GetWeather {
        public String city = "";
    }

    /// A wire, and how its model is made to speak and to call.
    enum Wire {
        ANTHROPIC("claude/fake-chat") {
            @Override
            Reply saying(String... fragments) {
                return MessageReply.of(fragments);
            }

            @Override
            Reply calling(ToolCall... calls) {
                return MessageReply.calling(calls);
            }
        },
        GOOGLE("gemini/gemini-3-flash") {
            @Override
            Reply saying(String... fragments) {
                return GeminiReply.of(fragments);
            }

            @Override
            Reply calling(ToolCall... calls) {
                return GeminiReply.calling(calls).signed("c2lnbmVk");
            }
        };

        private final String model;

        Wire(String model) {
            this.model = model;
        }

        abstract Reply saying(String... fragments);

        abstract Reply calling(ToolCall... calls);
    }

    static Stream<Arguments> wires() {
        return Stream.of(Wire.values())
                .flatMap(wire -> Stream.of(Arguments.of(wire, false), Arguments.of(wire, true)));
    }

    @BeforeAll
    void open() {
        client = Sdk.of(GATEWAY);
    }

    @AfterAll
    void close() {
        client.close();
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_say_what_the_model_says(Wire wire, boolean streamed) {
        GATEWAY.answer(wire.saying("Hel", "lo\n", "é😀"));
        ChatCompletion answer = answer(Sdk.ask(wire.model, "Say hello"), streamed);
        assertEquals("Hello\né😀", text(answer));
        assertTrue(answer.id().startsWith("forge-"), answer::id);
        assertEquals(
                ChatCompletion.Choice.FinishReason.STOP,
                answer.choices().getFirst().finishReason());
        assertEquals(9, answer.usage().orElseThrow().promptTokens());
        assertEquals(12, answer.usage().orElseThrow().completionTokens());
    }

    @ParameterizedTest
    @MethodSource("wires")
    void should_call_tools_and_take_their_results(Wire wire, boolean streamed) {
        GATEWAY.answer(
                wire.calling(
                        ToolCall.of("call_1", "GetWeather", "{\"city\":", "\"Zürich\"}"),
                        ToolCall.of("call_2", "GetWeather", "{\"city\":\"Oslo\"}")));
        ChatCompletionCreateParams.Builder params =
                Sdk.ask(wire.model, "Weather?").addTool(GetWeather.class);
        ChatCompletion answer = answer(params, streamed);
        assertEquals(
                ChatCompletion.Choice.FinishReason.TOOL_CALLS,
                answer.choices().getFirst().finishReason());
        List<ChatCompletionMessageFunctionToolCall> calls =
                answer.choices().getFirst().message().toolCalls().orElseThrow().stream()
                        .map(ChatCompletionMessageToolCall::asFunction)
                        .toList();
        assertEquals(
                List.of("Zürich", "Oslo"),
                calls.stream().map(c -> c.function().arguments(GetWeather.class).city).toList());
        GATEWAY.received();

        GATEWAY.answer(wire.saying("Rain."));
        params.addMessage(answer.choices().getFirst().message());
        calls.forEach(
                call ->
                        params.addMessage(
                                ChatCompletionToolMessageParam.builder()
                                        .toolCallId(call.id())
                                        .content("It rains there.")
                                        .build()));
        assertEquals("Rain.", text(answer(params, streamed)));
        String reached = GATEWAY.received().text();
        assertTrue(reached.contains("Zürich") && reached.contains("Oslo"), reached);
        assertEquals(2, reached.split("It rains there.", -1).length - 1, reached);
    }

    private ChatCompletion answer(ChatCompletionCreateParams.Builder params, boolean streamed) {
        if (!streamed) {
            return client.chat().completions().create(params.build());
        }
        ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
        ChatCompletionStreamOptions usage =
                ChatCompletionStreamOptions.builder().includeUsage(true).build();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(params.streamOptions(usage).build())) {
            chunks.stream().forEach(all::accumulate);
        }
        return all.chatCompletion();
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElse("");
    }
}
