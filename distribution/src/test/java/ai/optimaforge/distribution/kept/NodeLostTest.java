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
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.FakeUpstream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Two nodes as processes over one store: what one makes can be read at the other, and when it is
/// killed, nothing is lost or doubled that was kept.
class NodeLostTest {
    private static final Duration REPLACED_WITHIN = Duration.ofSeconds(10);
    private static final int STREAMS = 20;

    @TempDir private Path directory;

    private final FakeUpstream upstream = FakeUpstream.start();
    private StoreServer store;
    private Node one;
    private Node two;

    @BeforeEach
    void start() throws Exception {
        store = StoreServer.open(directory.resolve("store"), false, 0, new SimpleMeterRegistry());
        int[] ports = freePorts();
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
        upstream.recover();
        while (upstream.hasUnseen()) {
            upstream.nextRequest(Gateway.SOON);
        }
    }

    private static int[] freePorts() throws Exception {
        try (ServerSocket a = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket b = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new int[] {a.getLocalPort(), b.getLocalPort()};
        }
    }

    private Node.Starting node(String name, int[] ports, int index) throws Exception {
        return Node.start(
                directory.resolve(name),
                upstream,
                Map.of(
                        "store.uri",
                        store.uri(),
                        "cluster.enabled",
                        "true",
                        "cluster.secret",
                        "a-secret-of-the-nodes",
                        "cluster.members",
                        "127.0.0.1:%d,127.0.0.1:%d".formatted(ports[0], ports[1]),
                        "cluster.port",
                        String.valueOf(ports[index]),
                        "plugins.responses.background-workers",
                        index == 0 ? "8" : "4"));
    }

    @AfterEach
    void stop() throws Exception {
        one.close();
        two.close();
        store.close();
        upstream.close();
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
    void should_read_at_one_node_what_another_makes_while_it_makes_it() {
        upstream.next(words(40, 50));
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

    /// A stream at the node that is killed, what its client has seen, and what a reader at the
    /// other node reads meanwhile.
    private record Watched(
            EventStream stream, List<String> seen, CompletableFuture<List<String>> reader) {
        String id() {
            return NodeLostTest.id(seen.getFirst());
        }
    }

    private Watched watched(ExecutorService threads) {
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
    void should_end_streams_at_another_node_when_the_node_that_makes_them_is_killed()
            throws Exception {
        upstream.always(words(2000, 20));
        List<Watched> streams = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < STREAMS; i++) {
                streams.add(watched(threads));
            }
            for (Watched watched : streams) {
                for (int i = 0; i < 60; i++) {
                    watched.seen().add(watched.stream().next().orElseThrow());
                }
            }
            one.kill();
            for (Watched watched : streams) {
                assertEnded(watched, watched.reader().get());
                watched.stream().close();
            }
        }
    }

    private void assertEnded(Watched watched, List<String> read) {
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

    @Test
    void should_begin_again_elsewhere_what_is_made_in_the_background_when_its_node_is_killed()
            throws Exception {
        upstream.always(words(3, 1500));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(
                    created(one.client(), request("Hello").put("background", true))
                            .getString("id"));
        }
        for (int i = 0; i < 6; i++) {
            upstream.nextRequest(Gateway.SOON);
        }
        upstream.recover();
        upstream.always(ChatReply.of("Par", "is."));
        one.kill();

        long killed = System.nanoTime();
        upstream.nextRequest(REPLACED_WITHIN);
        assertTrue(System.nanoTime() - killed < REPLACED_WITHIN.toNanos());
        for (String id : ids) {
            JsonObject response = ended(two.client(), id);
            assertEquals("completed", response.getString("status"), response::encode);
            assertEquals(1, response.getJsonArray("output").size());
        }
    }
}
