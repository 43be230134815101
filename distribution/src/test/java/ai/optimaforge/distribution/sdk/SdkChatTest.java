// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.ToolCall;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class SdkChatTest {
    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.with(platform -> platform.provider("box", "type: sandbox\n"));

    private static final String BOX = "box/sandbox-chat";

    /// A function to call.
    static final class GetWeather {
        public String city = "";
    }

    /// What a structured answer looks like.
    static final class Book {
        public String title = "";
        public int pages;
        public List<String> authors = List.of();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fake", "up/fake", BOX, "auto"})
    void should_answer_when_chatting(String model) {
        ChatCompletion answer = chat(Sdk.ask(model, "Say hello").build());
        assertFalse(text(answer).isBlank());
        assertTrue(answer.id().startsWith("forge-"));
        assertEquals(
                ChatCompletion.Choice.FinishReason.STOP,
                answer.choices().getFirst().finishReason());
        var usage = answer.usage().orElseThrow();
        assertEquals(usage.totalTokens(), usage.promptTokens() + usage.completionTokens());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fake", BOX})
    void should_add_up_to_the_whole_answer_when_streaming(String model) {
        ChatCompletionCreateParams params =
                Sdk.ask(model, "Say hello")
                        .streamOptions(
                                ChatCompletionStreamOptions.builder().includeUsage(true).build())
                        .build();
        ChatCompletion streamed = stream(params);
        ChatCompletion whole = chat(Sdk.ask(model, "Say hello").build());
        assertEquals(text(whole), text(streamed));
        assertTrue(streamed.usage().orElseThrow().totalTokens() > 0);
        assertEquals(
                ChatCompletion.Choice.FinishReason.STOP,
                streamed.choices().getFirst().finishReason());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_call_two_tools_when_the_model_does(boolean streamed) {
        GATEWAY.answer(
                ChatReply.calling(
                        ToolCall.of("call_1", "GetWeather", "{\"city\":", "\"Zürich\"}"),
                        ToolCall.of("call_2", "GetWeather", "{\"city\":\"Oslo\"}")));
        assertCalls(
                answer(Sdk.ask("fake", "Weather?").addTool(GetWeather.class).build(), streamed),
                "Zürich",
                "Oslo");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_call_two_tools_when_the_sandbox_is_told_to(boolean streamed) {
        String told =
                "/call GetWeather {\"city\":\"Zürich\"}\n/call GetWeather {\"city\":\"Oslo\"}";
        assertCalls(
                answer(Sdk.ask(BOX, told).addTool(GetWeather.class).build(), streamed),
                "Zürich",
                "Oslo");
    }

    private static void assertCalls(ChatCompletion answer, String... cities) {
        assertEquals(
                ChatCompletion.Choice.FinishReason.TOOL_CALLS,
                answer.choices().getFirst().finishReason());
        List<ChatCompletionMessageToolCall> calls =
                answer.choices().getFirst().message().toolCalls().orElseThrow();
        assertEquals(cities.length, calls.size());
        assertEquals(2, calls.stream().map(call -> call.asFunction().id()).distinct().count());
        for (int i = 0; i < cities.length; i++) {
            ChatCompletionMessageFunctionToolCall call = calls.get(i).asFunction();
            assertEquals("GetWeather", call.function().name());
            assertEquals(cities[i], call.function().arguments(GetWeather.class).city);
        }
    }

    @Test
    void should_give_an_object_when_the_answer_is_structured() {
        GATEWAY.answer(ChatReply.of("{\"title\":\"Ü\",", "\"pages\":3,\"authors\":[\"A\",\"B\"]}"));
        Book book = structured("fake");
        assertEquals("Ü", book.title);
        assertEquals(3, book.pages);
        assertEquals(List.of("A", "B"), book.authors);
    }

    @Test
    void should_give_an_object_when_the_sandbox_answers_by_the_schema() {
        assertTrue(structured(BOX).pages >= 0);
    }

    private static Book structured(String model) {
        try (Client client = new Client()) {
            return client.sdk()
                    .chat()
                    .completions()
                    .create(Sdk.ask(model, "A book").responseFormat(Book.class).build())
                    .choices()
                    .getFirst()
                    .message()
                    .content()
                    .orElseThrow();
        }
    }

    private record Client(OpenAIClient sdk) implements AutoCloseable {
        Client() {
            this(Sdk.of(GATEWAY));
        }

        @Override
        public void close() {
            sdk.close();
        }
    }

    private static ChatCompletion answer(ChatCompletionCreateParams params, boolean streamed) {
        return streamed ? stream(params) : chat(params);
    }

    private static ChatCompletion chat(ChatCompletionCreateParams params) {
        try (Client client = new Client()) {
            return client.sdk().chat().completions().create(params);
        }
    }

    private static ChatCompletion stream(ChatCompletionCreateParams params) {
        ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
        try (Client client = new Client();
                StreamResponse<ChatCompletionChunk> chunks =
                        client.sdk().chat().completions().createStreaming(params)) {
            chunks.stream().forEach(all::accumulate);
        }
        return all.chatCompletion();
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElse("");
    }
}
