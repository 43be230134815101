// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.plugins.responses.background.BackgroundRuns;
import ai.optimaforge.plugins.responses.run.Compaction;
import ai.optimaforge.plugins.responses.run.ResponseRun;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.Calls;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.OwnCall;
import ai.optimaforge.spi.Secrets;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.InDialect;
import ai.optimaforge.spi.model.Models;
import ai.optimaforge.spi.model.Route;
import ai.optimaforge.spi.model.Routed;
import ai.optimaforge.spi.model.TokenUsage;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;

/// A response in the background is made when that can be done, and not given up before.
class BackgroundRunTest extends OpenStore {
    private int calls;
    private int asked;

    private static <T> T only(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /// A model that says a word.
    private Object said() {
        asked++;
        PushStream<ChatChunk> chunks =
                new PushStream<>(
                        only(PushStream.Producer.class, (proxy, method, arguments) -> null));
        chunks.push(chunk("{\"index\":0,\"delta\":{\"content\":\"Hi\"}}"));
        chunks.push(chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}"));
        chunks.end();
        return Future.succeededFuture(
                new Routed<>(new InDialect.Translated<>(chunks), new SomeRoute()));
    }

    private static ChatChunk chunk(String choice) {
        return new ChatChunk(
                JsonDocument.parse(
                        Buffer.buffer(
                                "{\"id\":\"c\",\"created\":1,\"model\":\"m\",\"choices\":["
                                        + choice
                                        + "]}")));
    }

    private record SomeRoute() implements Route {
        @Override
        public String instance() {
            return "up";
        }

        @Override
        public String model() {
            return "m";
        }

        @Override
        public String reason() {
            return "the only one";
        }

        @Override
        public Duration routingTime() {
            return Duration.ZERO;
        }

        @Override
        public Optional<TokenUsage> usage() {
            return Optional.empty();
        }

        @Override
        public JsonDocument metadata() {
            return JsonDocument.empty();
        }
    }

    private static @Nullable Object answer(String method) {
        return switch (method) {
            case "caller" -> Caller.platform();
            case "isCancelled" -> false;
            default -> null;
        };
    }

    private void serve(int refusals) {
        Models models = only(Models.class, (proxy, method, arguments) -> said());
        Calls begun =
                new Calls() {
                    @Override
                    public Future<OwnCall> begin(CallContext on, String operation) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public Future<OwnCall> resume(String keyId, String operation) {
                        calls++;
                        return calls <= refusals
                                ? Future.failedFuture(
                                        new ForgeException(CommonError.OVERLOADED, "Later."))
                                : Future.succeededFuture(
                                        only(
                                                OwnCall.class,
                                                (proxy, method, arguments) ->
                                                        answer(method.getName())));
                    }
                };
        Secrets secrets = only(Secrets.class, (proxy, method, arguments) -> null);
        ResponseRun run = new ResponseRun(models, store, new Compaction(models, secrets));
        loop.run(() -> store.serve(1, new BackgroundRuns(begun, run)));
    }

    private String queued() {
        JsonObject response = response("queued").put("created_at", 1);
        String request = "{\"model\":\"m\",\"input\":\"x\",\"background\":true,\"stream\":true}";
        loop.call(() -> store.begin(begun(response, Optional.empty(), request, item("x"))));
        return response.getString("id");
    }

    @Test
    void should_make_it_later_when_its_key_may_have_no_more_for_now() {
        String id = queued();
        serve(1);
        assertEndsWith("response.completed", id);
        assertEquals(1, asked);
    }

    @Test
    void should_make_it_later_when_the_store_does_not_answer_as_it_begins() {
        String id = queued();
        // what takes the work asks for an update too, of another collection
        context.loseNextAnswer("responses", "updateFirst");
        serve(0);
        assertEndsWith("response.completed", id);
        assertEquals(1, asked);
    }
}
