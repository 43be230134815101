// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.ForgeException;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class MessagesTest extends ProviderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"role":"user","content":"hi"},3 | messages[1] | 3
                    null | messages[0] | null
                    {"role":"user","content":[{"type":"text","text":"a"},"b"]} | messages[0].content[1] | "b"
                    {"role":"system","content":[7]} | messages[0].content[0] | 7
                    {"role":"user","content":"a"},{"role":"assistant","tool_calls":[[1]]} | messages[1].tool_calls[0] | [1]
                    """)
    void should_name_place_and_value_when_what_must_be_an_object_is_none(
            String messages, String field, String value) {
        ForgeException refused = refused(chat(messages));
        assertEquals(field, refused.param().orElseThrow());
        assertTrue(refused.message().endsWith("must be an object, not " + value + "."));
    }

    @Test
    void should_name_place_and_value_when_a_tool_is_no_object() {
        ForgeException refused = refused(chat(user("a"), "\"tools\":[{},\"x\"]"));
        assertEquals("tools[1]", refused.param().orElseThrow());
        assertTrue(refused.message().endsWith("must be an object, not \"x\"."));
    }

    private static String user(String text) {
        return "{\"role\":\"user\",\"content\":\"" + text + "\"}";
    }

    private static String assistant(String text) {
        return "{\"role\":\"assistant\",\"content\":\"" + text + "\"}";
    }

    private static String said(String role, String text) {
        return "{\"role\":\"" + role + "\",\"content\":\"" + text + "\"}";
    }

    private static JsonObject text(String text) {
        return JsonObject.of("text", text);
    }

    private static JsonObject turn(String role, JsonObject... parts) {
        return JsonObject.of("role", role, "parts", new JsonArray(List.of(parts)));
    }

    @Test
    void should_be_turns_of_user_and_model_when_they_take_turns() {
        assertEquals(
                JsonArray.of(
                        turn("user", text("a")), turn("model", text("b")), turn("user", text("c"))),
                contents(chat(String.join(",", user("a"), assistant("b"), user("c")))));
    }

    @Test
    void should_merge_neighbours_when_one_speaks_twice() {
        assertEquals(
                JsonArray.of(
                        turn("user", text("a"), text("b")),
                        turn("model", text("c"), text("d")),
                        turn("user", text("e"))),
                contents(
                        chat(
                                String.join(
                                        ",",
                                        user("a"),
                                        user("b"),
                                        assistant("c"),
                                        assistant("d"),
                                        user("e")))));
    }

    @Test
    void should_be_the_instruction_when_the_system_or_the_developer_speaks() {
        JsonObject sent =
                sent(
                        chat(
                                String.join(
                                        ",",
                                        said("system", "s1"),
                                        user("a"),
                                        said("developer", "s2"))));
        assertEquals(
                JsonArray.of(text("s1"), text("s2")),
                sent.getJsonObject("systemInstruction").getJsonArray("parts"));
        assertEquals(JsonArray.of(turn("user", text("a"))), sent.getJsonArray("contents"));
        assertEquals(
                List.of("A system message in mid-conversation was moved to its front."),
                call.notices());
    }

    @Test
    void should_be_the_users_when_nobody_but_the_system_speaks() {
        JsonObject sent = sent(chat(said("system", "s1") + "," + user("")));
        assertEquals(JsonArray.of(turn("user", text("s1"))), sent.getJsonArray("contents"));
        assertEquals(List.of("The system message was sent as the user's."), call.notices());
    }

    @Test
    void should_be_the_users_when_the_model_has_no_system() {
        JsonObject sent = sent(chatWith("gemma-3-27b-it", said("system", "s") + "," + user("a")));
        assertEquals(
                JsonArray.of(turn("user", text("s"), text("a"))), sent.getJsonArray("contents"));
    }

    @Test
    void should_keep_every_character_of_a_text() {
        String odd = "ä \\u00e4 \\\"q\\\" \\n \\ud83d\\ude00 </x>";
        String sent = contents(chat(user(odd))).encode();
        assertEquals(JsonArray.of(turn("user", text("ä ä \"q\" \n 😀 </x>"))).encode(), sent);
    }

    @Test
    void should_survive_when_half_of_a_pair_of_surrogates_stands_alone() {
        sent(chat(user("x")));
        loop.call(() -> provider.chat(chat(user("\\ud800")), call));
        assertTrue(upstream.nextRequest(SOON).text().contains("\"\\ud800\""));
    }

    @Test
    void should_be_parts_when_the_content_is_parts() {
        String parts = "[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]";
        String messages =
                "{\"role\":\"system\",\"content\":%s},{\"role\":\"user\",\"content\":%s},{\"role\":\"assistant\",\"content\":%s}"
                        .formatted(parts, parts, parts);
        JsonObject sent = sent(chat(messages));
        assertEquals(
                JsonArray.of(
                        turn("user", text("a"), text("b")), turn("model", text("a"), text("b"))),
                sent.getJsonArray("contents"));
        assertEquals(2, sent.getJsonObject("systemInstruction").getJsonArray("parts").size());
    }

    @Test
    void should_leave_empty_texts_out_when_others_say_something() {
        String messages =
                String.join(
                        ",",
                        said("system", ""),
                        user(""),
                        "{\"role\":\"assistant\",\"content\":null}",
                        user("a"),
                        "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"\"}]}");
        JsonObject sent = sent(chat(messages));
        assertEquals(JsonArray.of(turn("user", text("a"))), sent.getJsonArray("contents"));
        assertTrue(!sent.containsKey("systemInstruction"), sent.encode());
    }

    @Test
    void should_keep_a_refusal_of_before_as_what_the_model_said() {
        String messages =
                user("a") + ",{\"role\":\"assistant\",\"content\":null,\"refusal\":\"No.\"}";
        assertEquals(turn("model", text("No.")), contents(chat(messages)).getJsonObject(1));
    }

    @Test
    void should_bring_a_signature_back_when_a_text_carries_one() {
        String signed =
                "{\"role\":\"assistant\",\"content\":%s,\"reasoning_content\":\"Hm.\","
                        + "\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}}}";
        JsonArray contents =
                contents(
                        chat(
                                String.join(
                                        ",",
                                        user("a"),
                                        signed.formatted("\"b\""),
                                        user("c"),
                                        signed.formatted("null"))));
        assertEquals(
                turn("model", text("b").put("thoughtSignature", "c2ln")),
                contents.getJsonObject(1));
        assertEquals(
                turn("model", text("").put("thoughtSignature", "c2ln")), contents.getJsonObject(3));
    }

    @Test
    void should_tell_once_when_speakers_have_names() {
        String named = "{\"role\":\"user\",\"name\":\"Ann\",\"content\":\"a\"}";
        sent(chat(named + "," + named));
        assertEquals(
                List.of("messages.name was left out: Gemini knows no names of speakers."),
                call.notices());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"role\":\"user\"}|messages[0].content",
                "{\"role\":\"user\",\"content\":7}|messages[0].content",
                "{\"role\":\"user\",\"content\":null}|messages[0].content",
                "{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]}|messages[0].content[0].type",
                "{\"role\":\"user\",\"content\":[{\"type\":\"video\"}]}|messages[0].content[0].type",
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}|messages[0].content[0].text",
                "{\"role\":\"king\",\"content\":\"a\"}|messages[0].role",
                "{\"content\":\"a\"}|messages[0].role",
                "{\"role\":\"function\",\"name\":\"f\",\"content\":\"a\"}|messages[0].role",
                "{\"role\":\"assistant\",\"function_call\":{}}|messages[0].function_call",
                "{\"role\":\"assistant\",\"audio\":{\"id\":\"x\"}}|messages[0].audio",
                "{\"role\":\"system\",\"content\":[{\"type\":\"image_url\"}]}|messages[0].content[0].type",
                "{\"role\":\"user\",\"content\":\"\"}|messages",
                "{\"role\":\"user\",\"content\":[\"a\"]}|messages[0].content[0]",
                "\"a\"|messages[0]",
                "{\"role\":\"assistant\",\"tool_calls\":[7]}|messages[0].tool_calls[0]",
                "{\"role\":\"assistant\",\"tool_calls\":{}}|messages[0].tool_calls",
            })
    void should_name_the_field_when_a_message_is_wrong(String message, String param) {
        ForgeException failure = refused(chat(message));
        assertEquals(param, failure.param().orElseThrow(), failure.message());
        assertEquals(400, failure.errorCode().status());
        assertTrue(failure.message().startsWith(param), failure.message());
        assertTrue(upstream.requests().isEmpty());
    }
}
