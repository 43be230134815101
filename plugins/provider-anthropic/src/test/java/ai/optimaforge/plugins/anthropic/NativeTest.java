// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.config.Secret;
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
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.SseReply;
import ai.optimaforge.testing.upstream.anthropic.AnthropicWire;
import ai.optimaforge.testing.upstream.anthropic.MessageReply;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

class NativeTest extends ProviderTest {
    private static final String REQUEST =
            "{ \"model\" : \"m\",\"max_tokens\":1e1, \"messages\":[\"\\ud800\"], \"x\":2.50 }";

    private static NativeRequest request() {
        return new NativeRequest(
                Dialect.ANTHROPIC_MESSAGES, JsonDocument.parse(Buffer.buffer(REQUEST)));
    }

    private Future<List<NativeEvent>> readStream() {
        return provider.streamChat(request(), new TestCall()).compose(Reading::all);
    }

    private UpstreamException failureOfStream(Reply reply) {
        upstream.next(reply);
        return loop.failure(this::readStream);
    }

    @Test
    void should_pass_request_and_answer_on_to_the_byte() {
        String answer =
                "{\"type\":\"message\",\"content\":[ ] , \"é\":\"\\u00e9\","
                        + "\"usage\":{\"input_tokens\":3,\"cache_read_input_tokens\":4,"
                        + "\"cache_creation_input_tokens\":5,\"output_tokens\":6}}";
        upstream.next(HttpReply.ok().body(answer));
        var got = loop.call(() -> provider.chat(request(), new TestCall()));
        assertEquals(answer, got.document().toString());
        assertEquals(Optional.of(new TokenUsage(12, 6, 4, 5, 0)), got.usage());
        assertEquals(REQUEST, upstream.nextRequest(SOON).text());
    }

    private RecordedRequest sentBy(ModelProvider provider, Map<String, String> headers) {
        NativeRequest request =
                new NativeRequest(Dialect.ANTHROPIC_MESSAGES, request().document(), headers);
        upstream.next(HttpReply.ok().body("{\"content\":[]}"));
        loop.call(() -> provider.chat(request, new TestCall()));
        return upstream.nextRequest(SOON);
    }

    @Test
    void should_send_the_clients_version_and_betas_and_no_other_header() {
        var sent =
                sentBy(
                        provider,
                        Map.of(
                                "anthropic-version", "2026-10-21",
                                "anthropic-beta", "a-1,b-2",
                                "x-api-key", "of-the-client",
                                "x-other", "o"));
        assertEquals(List.of("2026-10-21"), sent.headers().allValues("anthropic-version"));
        assertEquals(List.of("a-1,b-2"), sent.headers().allValues("anthropic-beta"));
        assertEquals(List.of(TestConfig.KEY), sent.headers().allValues("x-api-key"));
        assertEquals("", sent.header("x-other"));
        // what one request has is not kept for the next
        var next = sentBy(provider, Map.of());
        assertEquals("2023-06-01", next.header("anthropic-version"));
        assertEquals("", next.header("anthropic-beta"));
    }

    @Test
    void should_send_the_clients_headers_when_it_streams() {
        NativeRequest request =
                new NativeRequest(
                        Dialect.ANTHROPIC_MESSAGES,
                        request().document(),
                        Map.of("anthropic-beta", "a-1"));
        upstream.next(
                SseReply.ofFrames(
                        List.of(Streams.event("message_stop", "{'type':'message_stop'}"))));
        loop.call(() -> provider.streamChat(request, new TestCall()).compose(Reading::all));
        assertEquals("a-1", upstream.nextRequest(SOON).header("anthropic-beta"));
    }

    @Test
    void should_keep_the_operators_version_and_add_the_betas_up() {
        var operators =
                create(
                        TestConfig.of(
                                upstream.origin(),
                                Map.of(
                                        "Anthropic-Version", Secret.of("2024-01-01"),
                                        "Anthropic-Beta", Secret.of("o-1"))));
        var sent =
                sentBy(
                        operators,
                        Map.of("anthropic-version", "2023-06-01", "anthropic-beta", "a-1"));
        assertEquals(List.of("2024-01-01"), sent.headers().allValues("anthropic-version"));
        assertEquals(List.of("o-1,a-1"), sent.headers().allValues("anthropic-beta"));
    }

    @Test
    void should_know_no_usage_when_the_answer_tells_none() {
        upstream.next(HttpReply.ok().body("{\"content\":[]}"));
        var got = loop.call(() -> provider.chat(request(), new TestCall()));
        assertEquals(Optional.empty(), got.usage());
    }

    @Test
    void should_pass_events_on_to_the_byte_and_read_usage_on_the_way() {
        String start =
                "{ \"type\":\"message_start\", \"message\":{\"usage\":{\"input_tokens\":3,"
                        + "\"cache_read_input_tokens\":4,\"output_tokens\":1}}}";
        String odd = "{\"type\":\"something_new\",\"é\":\"\\u00e9\",\"n\":1.50}";
        String delta = "{\"type\":\"message_delta\",\"usage\":{\"output_tokens\":9}}";
        String stop = "{\"type\":\"message_stop\"}";
        upstream.next(
                SseReply.ofFrames(
                        List.of(
                                "event: message_start\ndata: " + start + "\n\n",
                                "event: something_new\ndata: " + odd + "\n\n",
                                "event: message_delta\ndata: " + delta + "\n\n",
                                "event: message_stop\ndata: " + stop + "\n\n")));
        List<NativeEvent> events = loop.call(this::readStream);
        assertEquals(
                List.of("message_start", "something_new", "message_delta", "message_stop"),
                events.stream().map(NativeEvent::event).toList());
        assertEquals(
                List.of(start, odd, delta, stop),
                events.stream().map(event -> event.data().toString()).toList());
        assertEquals(Optional.of(new TokenUsage(7, 1, 4, 0, 0)), events.get(0).usage());
        assertEquals(Optional.empty(), events.get(1).usage());
        assertEquals(Optional.of(new TokenUsage(7, 9, 4, 0, 0)), events.get(2).usage());
        assertEquals(REQUEST, upstream.nextRequest(SOON).text());
    }

    @Test
    void should_keep_data_on_one_line_when_it_comes_on_several() {
        upstream.next(
                SseReply.ofFrames(
                        List.of(
                                """
                                event: message_stop
                                data: {
                                data: "type":"message_stop"}

                                """)));
        assertEquals(
                "{ \"type\":\"message_stop\"}",
                loop.call(this::readStream).getFirst().data().toString());
    }

    @Test
    void should_pass_pings_on_when_they_come() {
        upstream.next(
                SseReply.ofFrames(
                        List.of(
                                Streams.event("ping", "{'type':'ping'}"),
                                Streams.event("message_stop", "{'type':'message_stop'}"))));
        assertEquals("ping", loop.call(this::readStream).getFirst().event());
    }

    @Test
    void should_fail_with_the_status_when_the_upstream_refuses() {
        upstream.next(AnthropicWire.error(529, "Overloaded"));
        assertEquals(529, loop.failure(() -> provider.chat(request(), new TestCall())).status());
        assertEquals(400, failureOfStream(MessageReply.of("x")).status());
    }

    @Test
    void should_fail_when_an_event_is_an_error_or_the_end_is_missing() {
        String error =
                "{'type':'error','error':{'type':'api_error','message':'Oh "
                        + TestConfig.KEY
                        + "'}}";
        var broken =
                failureOfStream(
                        SseReply.ofFrames(List.of(Streams.start(), Streams.event("error", error))));
        assertEquals(500, broken.status());
        assertEquals("Oh ***", broken.message());
        var cut = failureOfStream(SseReply.ofFrames(List.of(Streams.start())));
        assertEquals(Failure.HUNG_UP, cut.failure());
        assertTrue(cut.message().contains("before the answer was finished"));
    }
}
