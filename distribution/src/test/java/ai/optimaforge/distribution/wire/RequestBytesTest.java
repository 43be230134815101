// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.upstream.ChatReply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Towards the upstream only `model`, `forge` and `stream_options` change. the ends of the lines
/// are part of what is sent
@SuppressWarnings("StringConcatToTextBlock")
class RequestBytesTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"fake\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                "{\"z\":1,\"messages\":[{\"content\":\"x\",\"role\":\"user\"}],\"a\":2,\"model\":\"fake\"}",
                " {\n"
                        + "\t\"model\" :  \"fake\" ,\r\n"
                        + " \"messages\":\n"
                        + "[ { \"role\" : \"user\" , \"content\": \"x\" } ] }\n"
                        + " ",
                "{\"model\":\"fake\",\"messages\":[{}],\"seed\":1234567890123456789012345678901234567890}",
                "{\"model\":\"fake\",\"messages\":[{}],\"x\":[1e999,-0,-0.0,1E+2,0.10,1.0000000000000000000001]}",
                "{\"model\":\"fake\",\"messages\":[{\"a\":1,\"a\":2}],\"tools\":{\"b\":{\"c\":1,\"c\":1}}}",
                "{\"model\":\"fake\",\"unread\":1,\"unread\":2,\"messages\":[{}]}",
                "{\"model\":\"fake\",\"messages\":[{\"content\":\"\\ud800 \\uDFFF \\ud83d\\ude00"
                        + " \\u0000\"}]}",
                "{\"model\":\"fake\",\"messages\":[{\"content\":\"\\/ \\u002f / \\u00e9 é 😀 \u2028"
                        + " \uffff\"}]}",
                "{\"model\":\"fake\",\"messages\":[{}],\"ключ\":\"значение\",\"\":null}",
                "{\"model\":\"fake\",\"messages\":[{}],\"messages_\":[[[[[]]]]],\"stream\":false}",
                "{\"model\":\"fake\",\"messages\":[{}],\"max_tokens\":1,\"max_completion_tokens\":2,\"logit_bias\":{\"50256\":-100},\"stop\":[\"\\n"
                    + "\"],\"n\":1,\"response_format\":{\"type\":\"text\"}}",
            })
    void should_send_the_clients_bytes_when_nothing_has_to_change(String request) {
        GATEWAY.answer(ChatReply.of("ok"));
        byte[] sent = request.getBytes(UTF_8);
        assertEquals(200, GATEWAY.client().post(Gateway.CHAT, sent).status());
        assertArrayEquals(sent, GATEWAY.received().body());
    }

    @Test
    void should_send_every_byte_when_the_body_is_large() {
        String text = "0123456789äöü😀\\u0041".repeat(50_000);
        assertUpstreamGets(
                "{\"model\":\"fake\",\"messages\":[{\"content\":\"%s\"}]}".formatted(text),
                "{\"model\":\"fake\",\"messages\":[{\"content\":\"%s\"}]}".formatted(text));
    }

    @Test
    void should_change_the_model_alone_when_an_instance_is_named() {
        assertUpstreamGets(
                "{ \"messages\" : [ {} ], \"model\" : \"up/some/model:1\" , \"x\" : 1e999 }",
                "{ \"messages\" : [ {} ], \"model\" : \"some/model:1\" , \"x\" : 1e999 }");
    }

    @Test
    void should_name_the_model_when_auto_is_asked_for() {
        assertUpstreamGets(
                "{\"model\":\"auto\",\"messages\":[{}]}", "{\"model\":\"fake\",\"messages\":[{}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"forge\":{\"cache\":{\"enabled\":true}},\"model\":\"fake\",\"messages\":[{}]}",
                "{\"model\":\"fake\",\"forge\":{},\"messages\":[{}]}",
                "{\"model\":\"fake\",\"messages\":[{}],\"forge\":null}",
            })
    void should_cut_forge_when_it_is_there(String request) {
        assertUpstreamGets(request, "{\"model\":\"fake\",\"messages\":[{}]}");
    }

    @Test
    void should_keep_a_nested_forge_when_it_is_the_clients() {
        String request =
                "{\"model\":\"fake\",\"messages\":[{\"forge\":1}],\"metadata\":{\"forge\":{},\"model\":\"m\"}}";
        assertUpstreamGets(request, request);
    }

    @Test
    void should_ask_for_usage_when_a_stream_does_not() {
        assertStreamUpstreamGets(
                "{\"model\":\"fake\",\"messages\":[{}],\"stream\":true , \"x\":1e999}",
                "{\"model\":\"fake\",\"messages\":[{}],\"stream\":true , \"x\":1e999,"
                        + "\"stream_options\":{\"include_usage\":true}}");
    }

    @Test
    void should_keep_other_stream_options_when_it_asks_for_usage() {
        assertStreamUpstreamGets(
                "{\"stream_options\":{\"include_obfuscation\":false , \"y\":1e9},"
                        + "\"model\":\"fake\",\"messages\":[{}],\"stream\":true}",
                "{\"stream_options\":{\"include_obfuscation\":false ,"
                        + " \"y\":1e9,\"include_usage\":true},"
                        + "\"model\":\"fake\",\"messages\":[{}],\"stream\":true}");
    }

    @Test
    void should_turn_usage_on_when_a_stream_turns_it_off() {
        assertStreamUpstreamGets(
                "{\"model\":\"fake\",\"messages\":[{}],\"stream\":true,"
                        + "\"stream_options\":{ \"include_usage\" : false }}",
                "{\"model\":\"fake\",\"messages\":[{}],\"stream\":true,"
                        + "\"stream_options\":{ \"include_usage\" : true }}");
    }

    @Test
    void should_send_the_clients_bytes_when_a_stream_asks_for_usage() {
        String request =
                "{\"model\":\"fake\", \"stream\":true,\"messages\":[{}],"
                        + "\"stream_options\":{ \"include_usage\" : true }}";
        assertStreamUpstreamGets(request, request);
    }

    @Test
    void should_send_the_operators_key_when_the_client_has_its_own() {
        GATEWAY.answer(ChatReply.of("ok"));
        GATEWAY.client().post(Gateway.CHAT, "{\"model\":\"fake\",\"messages\":[{}]}");
        var received = GATEWAY.received();
        assertEquals("Bearer " + Gateway.UPSTREAM_KEY, received.header("authorization"));
        assertEquals("application/json", received.header("content-type"));
        assertEquals("", received.header("x-api-key"));
    }

    private static void assertUpstreamGets(String request, String expected) {
        GATEWAY.answer(ChatReply.of("ok"));
        assertEquals(200, GATEWAY.client().post(Gateway.CHAT, request).status());
        assertEquals(expected, GATEWAY.received().text());
    }

    private static void assertStreamUpstreamGets(String request, String expected) {
        GATEWAY.answer(ChatReply.of("ok"));
        try (var stream = GATEWAY.stream(request)) {
            assertEquals(200, stream.status());
            stream.rest();
        }
        assertEquals(expected, GATEWAY.received().text());
    }
}
