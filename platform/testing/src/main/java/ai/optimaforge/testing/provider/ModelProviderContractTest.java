// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.spi.model.Capability;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// The contract that every model provider keeps: what it claims works, and what it does not claim
/// is refused properly. A plugin inherits it; one whose provider calls an upstream inherits
/// [UpstreamProviderContractTest].
///
/// The plugin runs in a real platform, comes through the real class loader, and is called over
/// HTTP: what holds here holds for clients. It needs no other plugin; the kit brings its own
/// endpoint. When all is done the plugin is unloaded, and its class loader must be gone.
///
/// ```java
/// class AcmeContractTest extends ModelProviderContractTest {
///     @Override
///     protected String settings() {
///         return "type: acme";
///     }
///
///     @Override
///     protected Set<Capability> claims() {
///         return Set.of(Capability.CHAT);
///     }
/// }
/// ```
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ModelProviderContractTest {
    private @Nullable ProviderPlatform platform;

    /// For subclasses.
    protected ModelProviderContractTest() {}

    /// The provider's settings, as they would stand in a file `conf/providers/<name>.yaml`. Asked
    /// once, before the first test.
    protected abstract String settings();

    /// What the provider claims, of the three that a client can call: chat, whole and streamed,
    /// and embeddings.
    protected abstract Set<Capability> claims();

    /// The plugin under test; by default the module in whose directory the test runs, as its
    /// build leaves it before it is packaged.
    protected PluginLocation plugin() {
        return PluginLocation.built(Path.of("target"));
    }

    /// A model that chats, by the id that the provider takes.
    protected String chatModel() {
        return "fake-chat";
    }

    /// A model that embeds, by the id that the provider takes.
    protected String embeddingModel() {
        return "fake-embedding";
    }

    @BeforeAll
    final void startPlatform() throws StartFailedException {
        platform = ProviderPlatform.start(plugin(), settings());
    }

    @AfterAll
    final void assertUnloadable() {
        platform().assertUnloadable();
    }

    final ProviderPlatform platform() {
        return requireNonNull(platform, "the platform has not been started");
    }

    /// A chat request.
    final JsonObject chat(boolean stream) {
        JsonObject message = new JsonObject().put("role", "user").put("content", "Hello there");
        JsonObject request =
                new JsonObject()
                        .put("model", ProviderPlatform.INSTANCE + "/" + chatModel())
                        .put("messages", new JsonArray().add(message));
        return stream ? request.put("stream", true) : request;
    }

    private JsonObject embedding(String format) {
        return new JsonObject()
                .put("model", ProviderPlatform.INSTANCE + "/" + embeddingModel())
                .put("input", new JsonArray().add("one").add("two"))
                .put("encoding_format", format);
    }

    final HttpResponse<String> post(JsonObject request) {
        return platform().post("/v1/chat/completions", request);
    }

    private static JsonObject ok(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonObject(answer.body());
    }

    @Test
    void should_tell_its_models_when_it_is_asked() {
        assertEquals("", platform().status().problem());
        assertTrue(platform().status().models() > 0, "it has no models");
    }

    @Test
    void should_answer_whole_when_it_claims_chat() {
        assumeTrue(claims().contains(Capability.CHAT), "chat is not claimed");
        JsonObject answer = ok(post(chat(false)));
        assertEquals("chat.completion", answer.getString("object"));
        JsonObject choice = answer.getJsonArray("choices").getJsonObject(0);
        JsonObject message = choice.getJsonObject("message");
        assertEquals("assistant", message.getString("role"));
        assertFalse(message.getString("content").isEmpty());
        assertEquals("stop", choice.getString("finish_reason"));
    }

    @Test
    void should_answer_piece_by_piece_when_it_claims_chat_stream() {
        assumeTrue(claims().contains(Capability.CHAT_STREAM), "chat_stream is not claimed");
        HttpResponse<String> answer = post(chat(true));
        assertEquals(200, answer.statusCode(), answer.body());
        List<String> frames = frames(answer.body());
        assertEquals("[DONE]", frames.getLast());
        List<JsonObject> chunks =
                frames.subList(0, frames.size() - 1).stream().map(JsonObject::new).toList();
        StringBuilder text = new StringBuilder();
        for (JsonObject chunk : chunks) {
            for (Object choice : chunk.getJsonArray("choices")) {
                JsonObject delta = ((JsonObject) choice).getJsonObject("delta");
                text.append(delta.getString("content", ""));
            }
        }
        assertFalse(text.isEmpty(), "it streamed no text");
        assertTrue(answer.body().contains("\"finish_reason\":\"stop\""), answer.body());
        assertTrue(chunks.getLast().containsKey("usage"), "it told no usage");
    }

    /// The data of all frames; each must be one whole `data:` line.
    static List<String> frames(String body) {
        assertTrue(body.endsWith("\n\n"), "the last frame is cut");
        return List.of(body.split("\n\n")).stream()
                .map(
                        frame -> {
                            assertTrue(frame.startsWith("data: ") && !frame.contains("\n"), frame);
                            return frame.substring("data: ".length());
                        })
                .toList();
    }

    @Test
    void should_embed_in_order_when_it_claims_embeddings() {
        assumeTrue(claims().contains(Capability.EMBEDDINGS), "embeddings is not claimed");
        JsonArray numbers =
                ok(platform().post("/v1/embeddings", embedding("float"))).getJsonArray("data");
        JsonArray encoded =
                ok(platform().post("/v1/embeddings", embedding("base64"))).getJsonArray("data");
        assertEquals(2, numbers.size());
        for (int i = 0; i < 2; i++) {
            assertEquals(i, numbers.getJsonObject(i).getInteger("index"));
            int dimensions = numbers.getJsonObject(i).getJsonArray("embedding").size();
            byte[] bytes =
                    Base64.getDecoder().decode(encoded.getJsonObject(i).getString("embedding"));
            assertTrue(dimensions > 0);
            assertEquals(dimensions * Float.BYTES, bytes.length);
        }
    }

    @Test
    void should_be_refused_naming_the_model_when_it_does_not_claim_it() {
        if (!claims().contains(Capability.CHAT)) {
            assertRefused(post(chat(false)), chatModel());
        }
        if (!claims().contains(Capability.CHAT_STREAM)) {
            assertRefused(post(chat(true)), chatModel());
        }
        if (!claims().contains(Capability.EMBEDDINGS)) {
            assertRefused(platform().post("/v1/embeddings", embedding("float")), embeddingModel());
        }
    }

    private static void assertRefused(HttpResponse<String> answer, String model) {
        assertEquals(400, answer.statusCode(), answer.body());
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertEquals("model", error.getString("param"));
        assertTrue(error.getString("message").contains(model), answer.body());
    }
}
