// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.anthropic.AnthropicWire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Arrays of which an element is not what the others are: nothing of them is lost on the way. Who
/// reads them refuses them, by the place and the value; who hands them on hands them on whole.
class MixedArraysTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.ofAllWires();

    private static final JsonObject USER = object("{'role':'user','content':'hi'}");
    private static final JsonObject SCHEMA = object("{'type':'object','properties':{}}");

    private static JsonObject object(String singleQuoted) {
        return new JsonObject(singleQuoted.replace('\'', '"'));
    }

    /// An endpoint's words for a conversation, a part that is a text, and a tool.
    enum Endpoint {
        CHAT("/v1/chat/completions", "messages", "text", 0) {
            @Override
            JsonObject tool() {
                JsonObject function =
                        new JsonObject().put("name", "look").put("parameters", SCHEMA);
                return new JsonObject().put("type", "function").put("function", function);
            }
        },
        MESSAGES("/v1/messages", "messages", "text", 64) {
            @Override
            JsonObject tool() {
                return new JsonObject().put("name", "look").put("input_schema", SCHEMA);
            }
        },
        RESPONSES("/v1/responses", "input", "input_text", 0) {
            @Override
            JsonObject tool() {
                return new JsonObject()
                        .put("type", "function")
                        .put("name", "look")
                        .put("parameters", SCHEMA);
            }
        };

        private final String path;
        private final String conversation;
        private final String part;
        private final int maxTokens;

        Endpoint(String path, String conversation, String part, int maxTokens) {
            this.path = path;
            this.conversation = conversation;
            this.part = part;
            this.maxTokens = maxTokens;
        }

        abstract JsonObject tool();

        JsonObject request(String model, Mixed mixed) {
            JsonObject request =
                    new JsonObject().put("model", model).put(conversation, JsonArray.of(USER));
            if (maxTokens > 0) {
                request.put("max_tokens", maxTokens);
            }
            return switch (mixed) {
                case TURNS -> request.put(conversation, JsonArray.of(USER, 3));
                case PARTS ->
                        request.put(
                                conversation,
                                JsonArray.of(
                                        USER.copy()
                                                .put(
                                                        "content",
                                                        JsonArray.of(
                                                                new JsonObject()
                                                                        .put("type", part)
                                                                        .put("text", "hi"),
                                                                "odd"))));
                case TOOLS -> request.put("tools", JsonArray.of("x", tool()));
            };
        }

        String place(Mixed mixed) {
            return mixed.place.formatted(conversation);
        }
    }

    /// Where the odd element is, and what it is.
    enum Mixed {
        TURNS("%s[1]", "3"),
        PARTS("%s[0].content[1]", "odd"),
        TOOLS("tools[0]", "x");

        private final String place;
        private final String value;

        Mixed(String place, String value) {
            this.place = place;
            this.value = value;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CHAT, claude/fake-chat",
        "CHAT, gemini/fake-chat",
        "CHAT, box/sandbox-chat",
        "MESSAGES, up/fake",
        "MESSAGES, gemini/fake-chat",
        "MESSAGES, box/sandbox-chat",
        "RESPONSES, up/fake",
        "RESPONSES, claude/fake-chat",
        "RESPONSES, gemini/fake-chat",
        "RESPONSES, box/sandbox-chat"
    })
    void should_name_place_and_value_when_the_request_is_read(Endpoint endpoint, String model) {
        for (Mixed mixed : Mixed.values()) {
            ApiResponse refused =
                    GATEWAY.client().post(endpoint.path, endpoint.request(model, mixed).encode());
            assertEquals(400, refused.status(), refused::toString);
            String message = refused.error().getString("message");
            assertTrue(message.contains(endpoint.place(mixed) + " "), message);
            assertTrue(message.matches(".* not \"?" + mixed.value + "\"?(\\.|$).*"), message);
            // the dialect has none, and the sandbox refuses as an upstream does, in words
            if (endpoint != Endpoint.MESSAGES && !message.startsWith("Provider box ")) {
                assertEquals(endpoint.place(mixed), refused.error().getString("param"));
            }
            assertFalse(GATEWAY.upstream().hasUnseen(), message);
        }
    }

    @ParameterizedTest
    @CsvSource({"CHAT, up/, fake", "MESSAGES, claude/, fake-chat"})
    void should_leave_it_to_the_upstream_when_the_request_goes_through(
            Endpoint endpoint, String instance, String model) {
        for (Mixed mixed : Mixed.values()) {
            String said = "no " + endpoint.place(mixed);
            GATEWAY.answer(
                    endpoint == Endpoint.CHAT
                            ? HttpReply.error(400, "invalid_request_error", "c", said)
                            : AnthropicWire.error(400, said));
            ApiResponse refused =
                    GATEWAY.client()
                            .post(
                                    endpoint.path,
                                    endpoint.request(instance + model, mixed).encode());
            assertEquals(400, refused.status(), refused::toString);
            assertTrue(refused.error().getString("message").contains(said), refused::toString);
            assertEquals(endpoint.request(model, mixed).encode(), GATEWAY.received().text());
        }
    }
}
