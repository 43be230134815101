// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.kept;

import static ai.optimaforge.distribution.kept.Responses.created;
import static ai.optimaforge.distribution.kept.Responses.ended;
import static ai.optimaforge.distribution.kept.Responses.event;
import static ai.optimaforge.distribution.kept.Responses.frames;
import static ai.optimaforge.distribution.kept.Responses.ok;
import static ai.optimaforge.distribution.kept.Responses.path;
import static ai.optimaforge.distribution.kept.Responses.request;
import static ai.optimaforge.distribution.kept.Responses.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Waiting;
import ai.optimaforge.kernel.store.StoreServer;
import ai.optimaforge.testing.Ports;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.FakeUpstream;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.SseReply;
import ai.optimaforge.testing.upstream.ToolCall;
import ai.optimaforge.testing.upstream.anthropic.MessageReply;
import ai.optimaforge.testing.upstream.google.GeminiReply;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Two nodes as processes over one store: what one makes can be read and continued at the other,
/// and when it is killed, which is last, nothing is lost or doubled that was kept.
@TestMethodOrder(OrderAnnotation.class)
class NodeLostTest {
    private static final Duration REPLACED_WITHIN = Duration.ofSeconds(10);
    private static final int STREAMS = 20;
    private static final int IN_BACKGROUND = 6;
    private static final String LATER = "Say it later.";
    private static final ToolCall CALL = ToolCall.of("call_1", "weather", "{\"city\":\"Paris\"}");

    @TempDir private static Path directory;

    private static final FakeUpstream UPSTREAM = FakeUpstream.start();

    @SuppressWarnings("NullAway.Init")
    private static StoreServer store;

    @SuppressWarnings("NullAway.Init")
    private static Node one;

    @SuppressWarnings("NullAway.Init")
    private static Node two;

    @BeforeAll
    static void start() throws Exception {
        store = StoreServer.open(directory.resolve("store"), false, 0, new SimpleMeterRegistry());
        List<Integer> ports = Ports.free(2);
        Node.Starting first = node("one", ports, 0);
        Node.Starting second = node("two", ports, 1);
        one = first.ready();
        two = second.ready();
        Waiting.until(
                Duration.ofSeconds(60),
                () ->
                        ok(two.client().get("/v1/admin/status"))
                                .getJsonObject("cluster")
                                .getJsonArray("members")
                                .size(),
                members -> members == 2);
    }

    @BeforeEach
    void forget() {
        UPSTREAM.recover();
        while (UPSTREAM.hasUnseen()) {
            UPSTREAM.nextRequest(Gateway.SOON);
        }
    }

    private static Node.Starting node(String name, List<Integer> ports, int index)
            throws Exception {
        return Node.start(
                directory.resolve(name),
                UPSTREAM,
                Map.of(
                        "store.uri",
                        store.uri(),
                        "cluster.enabled",
                        "true",
                        "cluster.secret",
                        "a-secret-of-the-nodes",
                        "cluster.members",
                        "127.0.0.1:%d,127.0.0.1:%d".formatted(ports.getFirst(), ports.getLast()),
                        "cluster.port",
                        String.valueOf(ports.get(index)),
                        "plugins.responses.background-workers",
                        index == 0 ? "8" : "4"));
    }

    @AfterAll
    static void stop() throws Exception {
        one.close();
        two.close();
        store.close();
        UPSTREAM.close();
    }

    private static ChatReply words(int count, int millis) {
        return ChatReply.repeat("word ", count)
                .whenStreamed(reply -> reply.every(Duration.ofMillis(millis)));
    }

    private static String id(String frame) {
        return event(frame).getJsonObject("response").getString("id");
    }

    private static void assertWithoutGap(List<String> frames, int first) {
        for (int i = 0; i < frames.size() - 1; i++) {
            assertEquals(first + i, event(frames.get(i)).getInteger("sequence_number"));
        }
        assertEquals(EventStream.DONE, frames.getLast());
    }

    @Test
    @Order(1)
    void should_read_at_one_node_what_another_makes_while_it_makes_it() {
        UPSTREAM.next(words(40, 50));
        JsonObject streamed = request("Hello").put("stream", true);
        try (EventStream stream = one.client().stream(Responses.PATH, streamed.encode())) {
            List<String> live = new ArrayList<>();
            live.add(stream.next().orElseThrow());
            String id = id(live.getFirst());
            for (int i = 0; i < 9; i++) {
                live.add(stream.next().orElseThrow());
            }
            List<String> resumed =
                    frames(two.client().get(path(id, "?stream=true&starting_after=9")));
            live.addAll(stream.rest());
            assertEquals(live.subList(10, live.size()), resumed);
            assertEquals(live, frames(two.client().get(path(id, "?stream=true"))));
        }
    }

    /// A provider of each kind: what its model is to answer in the three turns of a conversation.
    /// The sandbox is told so by the user.
    record Kind(String name, String model, String question, List<Reply> answers) {
        private static final String QUESTION = "What is the weather?";
        private static final String[] WORDS = "It is sunny and warm. ".repeat(10).split("(?<= )");

        private static SseReply slow(SseReply reply) {
            return reply.every(Duration.ofMillis(20));
        }

        static List<Kind> all() {
            return List.of(
                    new Kind(
                            "openai",
                            "up/fake",
                            QUESTION,
                            List.of(
                                    ChatReply.calling(CALL),
                                    ChatReply.of(WORDS).whenStreamed(Kind::slow),
                                    ChatReply.of("Bye."))),
                    new Kind(
                            "anthropic",
                            "claude/fake-chat",
                            QUESTION,
                            List.of(
                                    MessageReply.calling(CALL),
                                    MessageReply.of(WORDS).whenStreamed(Kind::slow),
                                    MessageReply.of("Bye."))),
                    new Kind(
                            "google",
                            "gemini/fake-chat",
                            QUESTION,
                            List.of(
                                    GeminiReply.calling(CALL),
                                    GeminiReply.of(WORDS).whenStreamed(Kind::slow),
                                    GeminiReply.of("Bye."))),
                    new Kind(
                            "sandbox",
                            "box/sandbox-chat",
                            QUESTION + "\n/delay 20\n/call weather {\"city\":\"Paris\"}",
                            List.of()));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Kind> kinds() {
        return Kind.all();
    }

    private static JsonObject turn(Kind kind, Object input) {
        JsonObject tool =
                new JsonObject()
                        .put("type", "function")
                        .put("name", "weather")
                        .put("parameters", new JsonObject().put("type", "object"));
        return new JsonObject()
                .put("model", kind.model())
                .put("input", input)
                .put("tools", JsonArray.of(tool))
                .put("stream", true);
    }

    private static JsonObject last(List<String> frames) {
        assertEquals(EventStream.DONE, frames.getLast());
        JsonObject event = event(frames.get(frames.size() - 2));
        assertEquals("response.completed", event.getString("type"), event::encode);
        return event.getJsonObject("response");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @Order(2)
    void should_go_on_at_another_node_with_a_conversation_that_was_interrupted(Kind kind) {
        kind.answers().forEach(UPSTREAM::next);
        JsonObject asked = turn(kind, kind.question());
        JsonObject first = last(frames(one.client().post(Responses.PATH, asked.encode())));
        JsonObject call = first.getJsonArray("output").getJsonObject(0);
        assertEquals("weather", call.getString("name"), first::encode);

        JsonObject output =
                new JsonObject()
                        .put("type", "function_call_output")
                        .put("call_id", call.getString("call_id"))
                        .put("output", "It is sunny and warm. ".repeat(10));
        JsonObject answered =
                turn(kind, JsonArray.of(output))
                        .put("previous_response_id", first.getString("id"))
                        .put("background", true);
        List<String> events = new ArrayList<>();
        try (EventStream stream = one.client().stream(Responses.PATH, answered.encode())) {
            for (int i = 0; i < 12; i++) {
                events.add(stream.next().orElseThrow());
            }
        }
        String id = id(events.getFirst());
        events.addAll(frames(two.client().get(path(id, "?stream=true&starting_after=11"))));
        assertWithoutGap(events, 0);
        assertTrue(text(last(events)).contains("sunny and warm"), events::toString);

        JsonObject third = turn(kind, "Thank you.\nBye.").put("previous_response_id", id);
        JsonObject ended = last(frames(two.client().post(Responses.PATH, third.encode())));
        assertEquals(
                List.of(
                        "message user",
                        "function_call null",
                        "function_call_output null",
                        "message assistant",
                        "message user"),
                items(ended.getString("id")));
        if (!kind.answers().isEmpty()) {
            UPSTREAM.nextRequest(Gateway.SOON);
            UPSTREAM.nextRequest(Gateway.SOON);
            String told = UPSTREAM.nextRequest(Gateway.SOON).text();
            for (String part : List.of(kind.question(), "Paris", "sunny and warm", "Thank you.")) {
                assertTrue(told.contains(part), told);
            }
        }
    }

    /// What a response answers, the oldest first.
    private static List<String> items(String id) {
        return ok(two.client().get(path(id, "/input_items?order=asc")))
                .getJsonArray("data")
                .stream()
                .map(JsonObject.class::cast)
                .map(item -> item.getString("type") + " " + item.getString("role"))
                .toList();
    }

    /// A stream at the node that is killed, what its client has seen, and what a reader at the
    /// other node reads meanwhile.
    private record Watched(
            EventStream stream, List<String> seen, CompletableFuture<List<String>> reader) {
        String id() {
            return NodeLostTest.id(seen.getFirst());
        }
    }

    private static Watched watched(ExecutorService threads) {
        JsonObject streamed = request("Hello").put("stream", true);
        EventStream stream = one.client().stream(Responses.PATH, streamed.encode());
        List<String> seen = new ArrayList<>(List.of(stream.next().orElseThrow()));
        String query = path(id(seen.getFirst()), "?stream=true");
        return new Watched(
                stream,
                seen,
                CompletableFuture.supplyAsync(() -> frames(two.client().get(query)), threads));
    }

    @Test
    @Order(3)
    void should_lose_nothing_that_was_kept_when_a_node_is_killed() throws Exception {
        UPSTREAM.forModel("fake", words(2000, 20));
        CountDownLatch killed = new CountDownLatch(1);
        UPSTREAM.when(NodeLostTest::isLater, onlyAfter(killed, ChatReply.of("Par", "is.")));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // more than the other node works on at a time: the one that is asked has some of them
            List<String> inBackground = new ArrayList<>();
            for (int i = 0; i < IN_BACKGROUND; i++) {
                JsonObject later = request(LATER).put("background", true);
                inBackground.add(created(one.client(), later).getString("id"));
            }
            for (int i = 0; i < IN_BACKGROUND; i++) {
                awaitLater(Gateway.SOON);
            }
            List<Watched> streams = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                streams.add(watched(threads));
            }
            for (Watched watched : streams) {
                for (int i = 0; i < 60; i++) {
                    watched.seen().add(watched.stream().next().orElseThrow());
                }
            }
            one.kill();
            killed.countDown();

            awaitLater(REPLACED_WITHIN);
            assertMadeAnew(inBackground);
            for (Watched watched : streams) {
                assertEnded(watched, watched.reader().get());
                watched.stream().close();
            }
        }
    }

    private static Reply onlyAfter(CountDownLatch moment, Reply answer) {
        return (request, wire) -> {
            try {
                moment.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException(e.getMessage());
            }
            answer.play(request, wire);
        };
    }

    private static boolean isLater(RecordedRequest request) {
        return request.text().contains(LATER);
    }

    private static void awaitLater(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isLater(UPSTREAM.nextRequest(Duration.ofNanos(deadline - System.nanoTime())))) {
            // one of the streams
        }
    }

    /// What was not shown yet is begun again elsewhere.
    private static void assertMadeAnew(List<String> ids) {
        for (String id : ids) {
            JsonObject response = ended(two.client(), id);
            assertEquals("completed", response.getString("status"), response::encode);
            assertEquals(1, response.getJsonArray("output").size());
        }
    }

    private static void assertEnded(Watched watched, List<String> read) {
        assertWithoutGap(read, 0);
        int both = Math.min(watched.seen().size(), read.size() - 2);
        assertEquals(watched.seen().subList(0, both), read.subList(0, both));
        JsonObject last = event(read.get(read.size() - 2));
        assertEquals("response.failed", last.getString("type"));
        JsonObject response = ended(two.client(), watched.id());
        assertEquals(response, last.getJsonObject("response"));
        assertTrue(text(response).startsWith("word word "));

        // whoever has seen more than was kept is told the end next, and nothing twice
        int seen = read.size() + 50;
        List<String> rest =
                frames(two.client().get(path(watched.id(), "?stream=true&starting_after=" + seen)));
        assertWithoutGap(rest, seen + 1);
        assertEquals(2, rest.size());
    }
}
