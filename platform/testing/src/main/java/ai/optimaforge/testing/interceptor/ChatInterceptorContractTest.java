// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.interceptor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.testing.PluginUnderTest;
import ai.optimaforge.testing.TestPlatform;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.probe.Probe;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The contract that every chat interceptor keeps: a call that does not ask for it is not
/// touched, and for one that asks it does what it claims, and no more. A plugin inherits it.
///
/// The plugin runs in a real platform, comes through the real class loader, and is called over
/// HTTP. The kit brings the endpoint and a model that tells what it saw. When all is done the
/// plugin is unloaded, and its class loader must be gone.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ChatInterceptorContractTest {
    private static final String CHAT = "/v1/chat/completions";

    private @Nullable PluginUnderTest plugin;

    /// For subclasses.
    protected ChatInterceptorContractTest() {}

    /// What an interceptor may do to a call.
    public enum Claim {
        /// The model sees another request than the client sent.
        CHANGES_REQUEST,
        /// The client sees another whole answer than the model gave.
        CHANGES_ANSWER,
        /// The model is not asked at all.
        ANSWERS
    }

    /// The interceptor's name.
    protected abstract String name();

    /// What it does to a call with the [#prompt] whose answer is the [#answer].
    protected abstract Set<Claim> claims();

    /// A message to which it does what it claims.
    protected abstract String prompt();

    /// An answer to which it does what it claims.
    protected abstract String answer();

    /// What stands behind the interceptor's name in a request that asks for it.
    protected JsonObject options() {
        return new JsonObject();
    }

    /// The plugin under test; by default the module in whose directory the test runs, as its
    /// build leaves it before it is packaged.
    protected PluginLocation plugin() {
        return PluginLocation.built(Path.of("target"));
    }

    /// What else the platform has: settings, another plugin. Asked once.
    protected TestPlatform.Builder platform(TestPlatform.Builder builder) {
        return builder;
    }

    @BeforeAll
    final void startPlatform() throws StartFailedException {
        plugin =
                PluginUnderTest.start(
                        plugin(),
                        builder ->
                                platform(builder)
                                        .plugin(Probe.location())
                                        .provider("probe", "type: probe"));
    }

    @AfterAll
    final void assertUnloadable() {
        started().assertUnloadable();
    }

    private PluginUnderTest started() {
        return requireNonNull(plugin, "the platform has not been started");
    }

    /// A request with one message, which asks for no interceptor.
    protected final JsonObject chat(String text) {
        JsonObject message = new JsonObject().put("role", "user").put("content", text);
        return new JsonObject()
                .put("model", "probe/probe")
                .put("messages", new JsonArray().add(message));
    }

    /// The same request, asking for the interceptor.
    protected final JsonObject asking(JsonObject request) {
        JsonObject interceptors = new JsonObject().put(name(), options());
        return request.copy().put("forge", new JsonObject().put("interceptors", interceptors));
    }

    /// The same request, to which the model answers with this text.
    protected final JsonObject answeredWith(JsonObject request, String text) {
        return request.copy().put(Probe.ANSWER, text);
    }

    /// Sends a request, and waits for the whole answer.
    protected final ApiResponse post(JsonObject request) {
        try (ApiClient client = started().client()) {
            return client.post(CHAT, request.encode());
        }
    }

    /// Sends a request.
    ///
    /// @return the request as the model saw it
    protected final JsonObject seenByModel(JsonObject request) {
        JsonObject seen = ok(request).getJsonObject(Probe.REQUEST);
        return requireNonNull(seen, "the model was not asked");
    }

    private JsonObject ok(JsonObject request) {
        ApiResponse answer = post(request);
        assertEquals(200, answer.status(), answer::text);
        return answer.json();
    }

    private JsonObject sample() {
        return answeredWith(chat(prompt()), answer());
    }

    private static String content(JsonObject answer) {
        return answer.getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message")
                .getString("content");
    }

    @Test
    final void should_be_loaded_as_an_interceptor_when_the_platform_starts() {
        assertTrue(name().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), name());
        assertTrue(
                started().kinds().contains("interceptor"), "the platform found no ChatInterceptor");
    }

    @Test
    final void should_touch_nothing_when_a_call_does_not_ask() {
        assertEquals(sample().getJsonArray("messages"), seenByModel(sample()).getValue("messages"));
        assertEquals(answer(), content(ok(sample())));
    }

    @Test
    final void should_change_the_request_only_when_it_claims_so() {
        if (claims().contains(Claim.ANSWERS)) {
            return;
        }
        Object sent = seenByModel(sample());
        Object seen = seenByModel(asking(sample()));
        if (claims().contains(Claim.CHANGES_REQUEST)) {
            assertNotEquals(sent, seen);
        } else {
            assertEquals(sent, seen);
        }
    }

    @Test
    final void should_change_the_answer_only_when_it_claims_so() {
        if (claims().contains(Claim.ANSWERS)) {
            return;
        }
        String seen = content(ok(asking(sample())));
        assertEquals(claims().contains(Claim.CHANGES_ANSWER), !seen.equals(answer()), seen);
    }

    @Test
    final void should_answer_without_the_model_only_when_it_claims_so() {
        JsonObject answer = ok(asking(sample()));
        assertEquals(claims().contains(Claim.ANSWERS), !answer.containsKey(Probe.REQUEST));
        assertEquals("chat.completion", answer.getString("object"));
    }

    @Test
    final void should_leave_a_stream_whole_when_a_call_asks() {
        try (ApiClient client = started().client();
                EventStream stream =
                        client.stream(CHAT, asking(sample()).put("stream", true).encode())) {
            assertEquals(200, stream.status());
            List<JsonObject> chunks = stream.chunks();
            long finished =
                    chunks.stream()
                            .flatMap(chunk -> chunk.getJsonArray("choices").stream())
                            .filter(
                                    choice ->
                                            ((JsonObject) choice).getString("finish_reason")
                                                    != null)
                            .count();
            assertEquals(1, finished, "chunks with a finish_reason");
        }
    }
}
