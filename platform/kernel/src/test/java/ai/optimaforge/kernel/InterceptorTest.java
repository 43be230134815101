// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.plugin.PluginBuild;
import ai.optimaforge.kernel.plugin.PluginLocation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/// Interceptors see the chat calls that ask for them, in order, whole and streamed.
@Timeout(60)
class InterceptorTest {
    private static final String INTERCEPTOR =
            """
            package acme;

            import ai.optimaforge.spi.*;
            import ai.optimaforge.spi.model.*;
            import ai.optimaforge.spi.json.JsonDocument;
            import io.vertx.core.*;
            import io.vertx.core.json.*;

            public final class CLASS implements ChatInterceptor {
                @Override public String name() { return "NAME"; }
                @Override public Phase phase() { return Phase.PHASE; }
                @Override public Future<Before> before(ChatRequest request, CallContext call) {
                    String way = request.document().string("user").orElse("") + "NAME,";
                    if (way.contains("refuse")) {
                        return Future.failedFuture(new ForgeException(
                                CommonError.INVALID_VALUE, "NAME says no."));
                    }
                    if (way.contains("answer")) {
                        return Future.succeededFuture(new Before.Answered(new ChatAnswer(
                                Provider.answer("kept by NAME"))));
                    }
                    return Future.succeededFuture(new Before.Proceed(
                            new ChatRequest(request.document().with("user", way)),
                            new AnswerFilter() {
                                @Override public ChatAnswer whole(ChatAnswer answer) {
                                    return new ChatAnswer(answer.document().with("way",
                                            answer.document().string("way").orElse("") + "NAME,"));
                                }
                                @Override public ChatChunk chunk(ChatChunk chunk) {
                                    return new ChatChunk(chunk.document().with("way",
                                            chunk.document().string("way").orElse("") + "NAME,"));
                                }
                                @Override public void ended(java.util.Optional<Throwable> why) {
                                    Provider.ENDED.add("NAME" + (why.isPresent() ? "!" : ""));
                                }
                            }));
                }
            }
            """;

    private static final String PROVIDER =
            """
            package acme;

            import ai.optimaforge.spi.*;
            import ai.optimaforge.spi.json.JsonDocument;
            import ai.optimaforge.spi.model.*;
            import ai.optimaforge.spi.stream.*;
            import io.vertx.core.*;
            import io.vertx.core.json.*;
            import java.util.*;

            public final class Provider implements ModelProviderFactory<Provider.Settings> {
                static final List<String> ENDED =
                        Collections.synchronizedList(new ArrayList<>());
                public record Settings() {}
                @Override public String type() { return "acme"; }
                @Override public Class<Settings> configType() { return Settings.class; }
                @Override public List<ImplicitInstance> implicitInstances() {
                    return List.of(new ImplicitInstance(
                            "acme", new ImplicitInstance.Condition.NothingElse(), Map.of()));
                }
                static JsonDocument answer(String text) {
                    return JsonDocument.of(new JsonObject()
                            .put("id", "a").put("object", "chat.completion").put("model", "m")
                            .put("choices", new JsonArray().add(new JsonObject()
                                    .put("index", 0)
                                    .put("message", new JsonObject()
                                            .put("role", "assistant").put("content", text))
                                    .put("finish_reason", "stop")))
                            .put("usage", new JsonObject().put("prompt_tokens", 1)
                                    .put("completion_tokens", 2).put("total_tokens", 3)));
                }
                @Override public ModelProvider create(String instance, Settings config) {
                    return new ModelProvider() {
                        @Override public Set<Capability> capabilities() {
                            return Set.of(Capability.CHAT, Capability.CHAT_STREAM);
                        }
                        @Override public Future<List<ModelInfo>> models() {
                            return Future.succeededFuture(List.of(ModelInfo.of("m", ModelMode.CHAT)));
                        }
                        @Override public Future<ChatAnswer> chat(
                                ChatRequest request, CallContext call) {
                            return Future.succeededFuture(new ChatAnswer(
                                    answer(request.document().string("user").orElse("none"))));
                        }
                        @Override public Future<CancellableStream<ChatChunk>> streamChat(
                                ChatRequest request, CallContext call) {
                            PushStream<ChatChunk> chunks = new PushStream<>(new Nothing());
                            for (String word : List.of("one", "two")) {
                                chunks.push(new ChatChunk(JsonDocument.of(new JsonObject()
                                        .put("id", "a").put("model", "m")
                                        .put("choices", new JsonArray().add(new JsonObject()
                                                .put("index", 0)
                                                .put("delta", new JsonObject()
                                                        .put("content", word)))))));
                            }
                            chunks.end();
                            return Future.succeededFuture(chunks);
                        }
                    };
                }
                static final class Nothing implements PushStream.Producer {
                    @Override public void pause() {}
                    @Override public void resume() {}
                    @Override public void cancel() {}
                }
            }
            """;

    private static final String ASK =
            """
            operations.on("ask", call -> {
                ai.optimaforge.spi.model.ChatRequest request =
                        new ai.optimaforge.spi.model.ChatRequest(call.json());
                return request.stream()
                        ? context.models().streamChat(request, call.context()).map(routed -> {
                            var frames = new ai.optimaforge.spi.stream.PushStream<
                                    io.vertx.core.buffer.Buffer>(
                                    ai.optimaforge.spi.stream.PushStream.Producer.from(
                                            routed.answer()));
                            routed.answer().handler(chunk -> frames.push(
                                    io.vertx.core.buffer.Buffer.buffer(
                                            "data: " + chunk.document() + "\\n\\n")));
                            routed.answer().endHandler(end -> frames.end());
                            routed.answer().exceptionHandler(frames::fail);
                            return Answer.events(frames);
                        })
                        : context.models().chat(request, call.context()).map(routed -> Answer.json(
                                routed.answer().document().with(
                                        "forge_metadata", routed.route().metadata())));
            });
            operations.on("ended", call -> Future.succeededFuture(Answer.json(
                    new JsonObject().put("ended", new io.vertx.core.json.JsonArray(
                            new java.util.ArrayList<>(Provider.ENDED))))));
            """;

    @TempDir Path directory;
    private Kernel kernel;
    private HttpClient client;

    @BeforeEach
    void start() throws StartFailedException {
        kernel = new Starting(directory).set("bootstrap.key", "0123456789abcdef").start(plugin());
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        client.close();
        kernel.close();
    }

    private PluginLocation plugin() {
        return PluginBuild.of(directory, "acme")
                .source("acme.Provider", PROVIDER)
                .source("acme.Late", interceptor("Late", "a-late", "CACHE"))
                .source("acme.First", interceptor("First", "z-first", "GUARD"))
                .source("acme.Second", interceptor("Second", "between", "CONTEXT"))
                .endpoints(
                        "private final PluginContext context; "
                                + "public Endpoints(PluginContext context) "
                                + "{ this.context = context; }",
                        ASK)
                .resource(
                        "acme.yaml",
                        """
                        openapi: 3.1.0
                        paths:
                          /ask:
                            post:
                              operationId: ask
                              x-forge-scope: chat
                              requestBody: {}
                          /ended:
                            get: {operationId: ended, security: []}
                        """)
                .installed();
    }

    private static String interceptor(String type, String name, String phase) {
        return INTERCEPTOR
                .replace("CLASS", type)
                .replace("NAME", name)
                .replace("Phase.PHASE", "Phase." + phase);
    }

    private HttpResponse<String> ask(String user, boolean stream, String... interceptors)
            throws Exception {
        JsonObject asked = new JsonObject();
        for (String name : interceptors) {
            asked.put(name, new JsonObject());
        }
        JsonObject body =
                new JsonObject()
                        .put("model", "auto")
                        .put("user", user)
                        .put("stream", stream)
                        .put("messages", new JsonArray())
                        .put("forge", new JsonObject().put("interceptors", asked));
        return client.send(
                HttpRequest.newBuilder(kernel.address().resolve("/ask"))
                        .header("authorization", "Bearer 0123456789abcdef")
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String ended() {
        return Starting.get(kernel, "/ended").body();
    }

    private static String content(HttpResponse<String> answer) {
        return new JsonObject(answer.body())
                .getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message")
                .getString("content");
    }

    @Test
    void should_go_through_by_phase_and_back_the_other_way_when_several_are_asked_for()
            throws Exception {
        HttpResponse<String> answer = ask("", false, "a-late", "between", "z-first");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("z-first,between,a-late,", content(answer));
        assertEquals("a-late,between,z-first,", new JsonObject(answer.body()).getString("way"));
        assertEquals("{\"ended\":[\"a-late\",\"between\",\"z-first\"]}", ended());
    }

    @Test
    void should_see_every_chunk_when_the_answer_is_streamed() throws Exception {
        HttpResponse<String> answer = ask("", true, "between");
        var chunks = answer.body().lines().filter(line -> line.startsWith("data: ")).toList();
        assertTrue(chunks.size() >= 3, answer.body());
        assertTrue(
                chunks.stream().allMatch(c -> c.contains("\"way\":\"between,\"")), answer.body());
        assertEquals("{\"ended\":[\"between\"]}", ended());
    }

    @Test
    void should_touch_nothing_when_none_is_asked_for() throws Exception {
        HttpResponse<String> answer = ask("mine", false);
        assertEquals("mine", content(answer));
        assertFalse(answer.body().contains("\"way\""), answer.body());
        assertEquals("{\"ended\":[]}", ended());
    }

    @Test
    void should_ask_no_model_when_an_interceptor_answers() throws Exception {
        HttpResponse<String> whole = ask("answer", false, "between", "z-first");
        assertEquals("kept by z-first", content(whole));
        assertTrue(whole.body().contains("\"reason\":\"answered by plugin acme\""), whole.body());
        HttpResponse<String> stream = ask("answer", true, "a-late");
        assertTrue(stream.body().contains("\"content\":\"kept by a-late\""), stream.body());
        assertTrue(stream.body().contains("\"finish_reason\":\"stop\""), stream.body());
        assertTrue(stream.body().contains("\"total_tokens\":3"), stream.body());
    }

    @Test
    void should_refuse_the_call_and_tell_those_before_when_an_interceptor_refuses()
            throws Exception {
        HttpResponse<String> answer = ask("refuse", false, "z-first");
        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains("z-first says no."), answer.body());
        assertEquals(0, kernel.plugins().list().getFirst().inFlight());
    }

    @Test
    void should_name_what_is_near_when_there_is_no_such_interceptor() throws Exception {
        HttpResponse<String> answer = ask("", false, "betwen");
        assertEquals(422, answer.statusCode());
        assertTrue(
                answer.body().contains("There is no interceptor betwen. Did you mean between?"),
                answer.body());
        assertTrue(answer.body().contains("\"param\":\"forge.interceptors.betwen\""));
    }
}
