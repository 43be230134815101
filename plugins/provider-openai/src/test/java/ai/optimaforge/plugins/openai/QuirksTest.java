// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.TestCall;

import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;

/// What becomes of a field that an upstream does not take as OpenAI does.
class QuirksTest extends ProviderTest {
    private final TestCall call = new TestCall();

    private static String with(String members) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]"
                + (members.isEmpty() ? "" : "," + members)
                + "}";
    }

    private static Quirks quirks(String preset) {
        return Presets.find(preset).orElseThrow().quirks();
    }

    /// What the upstream of a preset gets to see.
    private String sent(String preset, String request) {
        var provider = create(TestConfig.preset(preset, Optional.of(upstream.baseUrl())));
        loop.call(() -> provider.chat(chat(request), call));
        return upstream.nextRequest(SOON).text();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "mistral   | `\"max_completion_tokens\":5`   | `\"max_tokens\":5`",
                "mistral   | `\"seed\":7`                    | `\"random_seed\":7`",
                "mistral   | `\"tool_choice\":\"required\"`  | `\"tool_choice\":\"any\"`",
                "fireworks | `\"tool_choice\":\"required\"`  | `\"tool_choice\":\"any\"`",
                "fireworks | `\"tool_choice\":\"auto\"`      | `\"tool_choice\":\"auto\"`",
                "nvidia    | `\"max_completion_tokens\":5`   | `\"max_tokens\":5`",
                "ollama    | `\"max_completion_tokens\":5`   | `\"max_tokens\":5`",
                "deepseek  | `\"max_completion_tokens\":null`| ``",
                "openai    | `\"max_completion_tokens\":5`   | `\"max_completion_tokens\":5`",
                "mistral   | `\"stream_options\":{\"include_usage\":true}` | ``",
                "cerebras  | `\"frequency_penalty\":0.0`     | ``",
                "groq      | `\"logprobs\":false`            | ``",
                "groq      | `\"logit_bias\":{}`             | ``",
                "ollama    | `\"n\":1`                       | ``",
            },
            delimiter = '|')
    void should_send_it_another_way_without_a_word_when_nothing_is_lost(
            String preset, String given, String taken) {
        assertEquals(with(taken), sent(preset, with(given)));
        assertEquals(List.of(), call.notices());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "deepseek   | `\"seed\":7`                | seed",
                "cerebras   | `\"presence_penalty\":0.5`  | presence_penalty",
                "cerebras   | `\"service_tier\":\"flex\"` | service_tier",
                "mistral    | `\"user\":\"u\"`            | user",
                "perplexity | `\"seed\":7`                | seed",
            },
            delimiter = '|')
    void should_leave_it_out_and_say_so_when_the_meaning_stays(
            String preset, String given, String field) {
        assertEquals(with(""), sent(preset, with(given)));
        assertEquals(1, call.notices().size());
        assertTrue(call.notices().getFirst().startsWith(field + " was left out: "));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "groq       | `\"logprobs\":true`             | logprobs",
                "groq       | `\"top_logprobs\":3`            | top_logprobs",
                "groq       | `\"n\":2`                       | n",
                "mistral    | `\"logit_bias\":{\"1\":5}`      | logit_bias",
                "moonshot   | `\"tool_choice\":\"required\"`  | tool_choice",
                "perplexity | `\"stop\":[\"x\"]`              | stop",
                "ollama     | `\"n\":3`                       | n",
            },
            delimiter = '|')
    void should_refuse_it_by_its_name_when_the_meaning_would_change(
            String preset, String given, String field) {
        var refused =
                assertThrows(
                        ForgeException.class, () -> quirks(preset).apply(chat(with(given)), call));
        assertEquals(400, refused.errorCode().status());
        assertEquals(Optional.of(field), refused.param());
        assertTrue(refused.message().contains(field), refused.message());
    }

    @Test
    void should_fail_the_call_and_send_nothing_when_it_is_refused() {
        var groq = create(TestConfig.preset("groq", Optional.of(upstream.baseUrl())));
        var request = chat(with("\"n\":2"));
        Future<?> whole = loop.start(() -> groq.chat(request, call).otherwiseEmpty());
        Future<?> stream = loop.start(() -> groq.streamChat(request, call).otherwiseEmpty());
        EventLoop.await(Future.join(whole, stream));
        loop.call(() -> groq.chat(chat(with("\"x\":1")), call));
        assertEquals(with("\"x\":1"), upstream.nextRequest(SOON).text());
    }

    @Test
    void should_take_the_newer_name_when_both_are_there() {
        String both = with("\"max_tokens\":9,\"max_completion_tokens\":5");
        assertEquals(with("\"max_tokens\":5"), sent("mistral", both));
    }

    @Test
    void should_change_the_messages_alone_when_the_quirk_is_theirs() {
        String given =
                "{\"name\":\"kept\",\"messages\":[{\"role\":\"developer\",\"content\":\"a\"},"
                        + " {\"role\":\"user\",\"name\":\"bob\",\"content\":\"developer\"}]}";
        assertEquals(
                given.replace("\"role\":\"developer\"", "\"role\":\"system\""),
                sent("deepseek", given));
        assertEquals(given.replace("\"name\":\"bob\",", ""), sent("groq", given));
        assertEquals(1, call.notices().size(), call.notices().toString());
    }

    @Test
    void should_tell_of_it_once_when_many_messages_have_it() {
        String message =
                "{\"role\":\"assistant\",\"content\":\"a\",\"reasoning_content\":\"b\",\"name\":\"c\"}";
        String seen = sent("mistral", "{\"messages\":[" + message + "," + message + "]}");
        String plain = "{\"role\":\"assistant\",\"content\":\"a\"}";
        assertEquals("{\"messages\":[" + plain + "," + plain + "]}", seen);
        assertEquals(2, call.notices().size(), call.notices().toString());
    }

    @Test
    void should_hold_for_some_models_alone_when_the_quirk_says_so() {
        String penalty = "{\"model\":\"%s\",\"frequency_penalty\":0.5}";
        assertEquals("{\"model\":\"grok-4-fast\"}", sent("xai", penalty.formatted("grok-4-fast")));
        assertEquals(penalty.formatted("grok-3"), sent("xai", penalty.formatted("grok-3")));
    }

    static List<String> presets() {
        return PresetsTest.names();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void should_not_touch_a_request_when_it_has_nothing_odd(String preset) {
        String usual =
                "{ \"model\":\"m\", \"messages\":[ {\"role\":\"system\",\"content\":\"\\ud800\"} ],"
                    + "\"temperature\":1.0,\"max_tokens\":5,\"tools\":[],\"tool_choice\":\"auto\"}";
        ChatRequest request = chat(usual);
        ChatRequest taken = quirks(preset).apply(request, call);
        assertSame(request.document(), taken.document());
        assertEquals(usual, taken.toBuffer().toString());
    }

    @Test
    void should_be_applied_to_a_stream_when_it_is_one() {
        var provider = create(TestConfig.preset("mistral", Optional.of(upstream.baseUrl())));
        var request = chat(with("\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
        loop.call(() -> provider.streamChat(request, call)).cancel();
        assertEquals(with("\"stream\":true"), upstream.nextRequest(SOON).text());
    }
}
