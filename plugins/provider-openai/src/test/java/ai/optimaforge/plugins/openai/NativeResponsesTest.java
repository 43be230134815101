// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.Dialect;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.NativeEvent;
import ai.optimaforge.spi.model.NativeRequest;
import ai.optimaforge.spi.model.TokenUsage;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.testing.Reading;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.SseReply;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.Set;

class NativeResponsesTest extends ProviderTest {
    private static final String REQUEST =
            "{ \"model\" : \"m\", \"input\":[\"\\ud800\"], \"store\":false,\"x\":2.50 }";
    private static final String USAGE =
            "\"usage\":{\"input_tokens\":9,\"input_tokens_details\":{\"cached_tokens\":4},"
                    + "\"output_tokens\":6,\"output_tokens_details\":{\"reasoning_tokens\":2}}";

    private static NativeRequest request(String json) {
        return new NativeRequest(
                Dialect.OPENAI_RESPONSES,
                JsonDocument.parse(Buffer.buffer(json.replace('\'', '"'))));
    }

    private ModelProvider speaking(String preset) {
        return create(TestConfig.preset(preset, Optional.of(upstream.baseUrl())));
    }

    private Future<List<NativeEvent>> readStream() {
        return speaking("openai")
                .streamChat(request(REQUEST), new TestCall())
                .compose(Reading::all);
    }

    private UpstreamException failureOfStream(Reply reply) {
        upstream.next(reply);
        return loop.failure(this::readStream);
    }

    private static String frame(String type, String members) {
        return "event: %s\ndata: {\"type\":\"%s\"%s}\n\n"
                .formatted(type, type, members.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "ollama", "vllm", "llama-cpp"})
    void should_speak_the_dialect_where_the_preset_says_so(String preset) {
        assertEquals(Set.of(Dialect.OPENAI_RESPONSES), speaking(preset).dialects());
    }

    @Test
    void should_not_speak_the_dialect_when_nothing_is_known_of_the_upstream() {
        assertEquals(Set.of(), provider.dialects());
        assertEquals(Set.of(), speaking("groq").dialects());
    }

    @Test
    void should_pass_request_and_answer_on_to_the_byte() {
        String answer = "{\"output\":[ ], \"é\":\"\\u00e9\",\"error\":null,%s}".formatted(USAGE);
        upstream.next(HttpReply.ok().body(answer));
        var got = loop.call(() -> speaking("openai").chat(request(REQUEST), new TestCall()));
        assertEquals(answer, got.document().toString());
        assertEquals(Optional.of(new TokenUsage(9, 6, 4, 0, 2)), got.usage());
        var seen = upstream.nextRequest(SOON);
        assertEquals("/v1/responses", seen.path());
        assertEquals(REQUEST, seen.text());
    }

    @Test
    void should_pass_events_on_and_read_usage_on_the_way() {
        upstream.next(
                SseReply.ofFrames(
                        List.of(
                                frame("response.created", ",'response':{'id':'r'}"),
                                frame("response.something.new", ""),
                                frame("response.completed", ",'response':{%s}".formatted(USAGE)),
                                "data: [DONE]\n\n")));
        List<NativeEvent> events = loop.call(this::readStream);
        assertEquals(
                List.of("response.created", "response.something.new", "response.completed"),
                events.stream().map(NativeEvent::event).toList());
        assertEquals(Optional.of(new TokenUsage(9, 6, 4, 0, 2)), events.get(2).usage());
    }

    @ParameterizedTest
    @CsvSource({"rate_limit_exceeded, 429", "invalid_prompt, 400", "server_error, 502"})
    void should_fail_when_the_response_did(String code, int status) {
        String failed =
                "{\"output\":[],\"status\":\"failed\",\"error\":{\"code\":\"%s\",\"message\":\"no\"}}"
                        .formatted(code);
        upstream.next(HttpReply.ok().body(failed));
        var whole = loop.failure(() -> speaking("openai").chat(request(REQUEST), new TestCall()));
        assertEquals(status, whole.status());
        var streamed =
                failureOfStream(
                        SseReply.ofFrames(
                                List.of(
                                        frame("response.created", ""),
                                        frame("response.failed", ",'response':" + failed))));
        assertEquals(status, streamed.status());
        assertEquals("no", streamed.message());
    }

    @Test
    void should_fail_when_an_event_is_an_error_or_the_end_is_missing() {
        var broken =
                failureOfStream(
                        SseReply.ofFrames(
                                List.of(
                                        frame(
                                                "error",
                                                ",'code':'server_error','message':'Oh "
                                                        + TestConfig.KEY
                                                        + "'"))));
        assertEquals(502, broken.status());
        assertEquals("Oh ***", broken.message());
        var cut = failureOfStream(SseReply.ofFrames(List.of(frame("response.created", ""))));
        assertEquals(Failure.HUNG_UP, cut.failure());
        assertEquals(400, failureOfStream(HttpReply.error(400, "t", "c", "no")).status());
    }

    @Test
    void should_leave_out_tools_that_the_upstream_does_not_run_and_say_so() {
        TestCall call = new TestCall();
        upstream.next(HttpReply.ok().body("{\"output\":[]}"));
        loop.call(
                () ->
                        speaking("vllm")
                                .chat(
                                        request(
                                                "{'model':'m','tools':[{'type':'web_search'},"
                                                        + "{'type':'function','name':'f'}],"
                                                        + "'tool_choice':{'type':'web_search'}}"),
                                        call));
        assertEquals(
                "{\"model\":\"m\",\"tools\":[{\"type\":\"function\",\"name\":\"f\"}]}",
                upstream.nextRequest(SOON).text());
        assertTrue(call.notices().getFirst().startsWith("tools (web_search)"));
    }

    @Test
    void should_send_all_tools_where_the_upstream_runs_them() {
        String tools = "{\"model\":\"m\",\"tools\":[{\"type\":\"web_search\"}]}";
        upstream.next(HttpReply.ok().body("{\"output\":[]}"));
        loop.call(() -> speaking("openai").chat(request(tools), new TestCall()));
        assertEquals(tools, upstream.nextRequest(SOON).text());
    }
}
