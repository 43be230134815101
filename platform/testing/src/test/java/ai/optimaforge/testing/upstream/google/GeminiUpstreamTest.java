// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.testing.upstream.FakeUpstream;
import ai.optimaforge.testing.upstream.ToolCall;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

class GeminiUpstreamTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String HELLO = "{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}";
    private static final String CALL =
            "{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":{}}}]}";
    private static final String RESULT =
            "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"f\",\"response\":{}}}]}";

    private final FakeUpstream upstream = FakeUpstream.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.shutdownNow();
        upstream.close();
    }

    private HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(upstream.origin() + "/v1beta/models/" + path))
                        .timeout(SOON)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String request(String contents, String... members) {
        String more = members.length == 0 ? "" : "," + String.join(",", members);
        return "{\"contents\":[" + contents + "]" + more + "}";
    }

    private HttpResponse<String> generate(String body) throws IOException, InterruptedException {
        return post("gemini-2.5-flash:generateContent", body);
    }

    @Test
    void should_answer_whole_when_it_is_well() throws Exception {
        JsonObject answer = new JsonObject(generate(request(HELLO)).body());
        JsonObject candidate = answer.getJsonArray("candidates").getJsonObject(0);
        assertEquals(3, candidate.getJsonObject("content").getJsonArray("parts").size());
        assertEquals("STOP", candidate.getString("finishReason"));
        assertEquals("gemini-2.5-flash", answer.getString("modelVersion"));
        assertEquals("gemini-2.5-flash", upstream.nextRequest(SOON).model());
    }

    @Test
    void should_answer_as_events_when_the_query_asks_for_them() throws Exception {
        String body = post("m:streamGenerateContent?alt=sse", request(HELLO)).body();
        List<JsonObject> events =
                List.of(body.split("\r\n\r\n")).stream()
                        .map(event -> new JsonObject(event.substring("data: ".length())))
                        .toList();
        assertEquals(3, events.size());
        assertTrue(events.getLast().encode().contains("\"finishReason\":\"STOP\""));
        assertTrue(upstream.nextRequest(SOON).streamed());
    }

    @Test
    void should_answer_as_an_array_when_the_query_asks_for_no_events() throws Exception {
        String body = post("m:streamGenerateContent", request(HELLO)).body();
        assertEquals(1, new JsonArray(body).size());
    }

    @Test
    void should_do_what_its_script_says_for_a_model() throws Exception {
        upstream.nextFor(
                "b",
                GeminiReply.calling(ToolCall.of("", "f", "{\"a\":", "1}"))
                        .thinking("Hm.")
                        .signed("c2ln"));
        assertTrue(post("a:generateContent", request(HELLO)).body().contains("Hello"));
        String scripted = post("b:generateContent", request(HELLO)).body();
        assertTrue(scripted.contains("\"functionCall\":{\"name\":\"f\",\"args\":{\"a\":1}}"));
        assertTrue(scripted.contains("\"thoughtSignature\":\"c2ln\""));
        assertTrue(scripted.contains("\"thought\":true"));
    }

    @Test
    void should_list_models_and_embed_when_it_is_well() throws Exception {
        HttpResponse<String> models =
                http.send(
                        HttpRequest.newBuilder(URI.create(upstream.origin() + "/v1beta/models"))
                                .build(),
                        BodyHandlers.ofString());
        assertEquals(2, new JsonObject(models.body()).getJsonArray("models").size());
        String one = "{\"model\":\"models/m\",\"content\":{\"parts\":[{\"text\":\"a\"}]}}";
        String answer =
                post("m:batchEmbedContents", "{\"requests\":[" + one + "," + one + "]}").body();
        assertEquals(2, new JsonObject(answer).getJsonArray("embeddings").size());
    }

    @Test
    void should_not_know_what_google_does_not_have() throws Exception {
        assertEquals(404, post("m:sing", "{}").statusCode());
        assertEquals(404, post("m", "{}").statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no json|JSON",
                "{}|contents is not specified",
                "{\"contents\":[]}|contents is not specified",
                "{\"contents\":[{\"role\":\"assistant\",\"parts\":[{\"text\":\"a\"}]}]}|valid role",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[]}]}|must not be empty",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"\"}]}]}|oneof field"
                        + " 'data'",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{}]}]}|oneof field 'data'",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"a\",\"type\":\"text\"}]}]}|Unknown"
                    + " name \"type\"",
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"inlineData\":{\"mimeType\":\"image/gif\"}}]}]}|image/gif",
            })
    void should_refuse_contents_in_googles_words(String body, String words) throws Exception {
        assertRefused(words, generate(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"model\":\"m\"|Unknown name \"model\"",
                "\"generationConfig\":{\"max_tokens\":1}|Unknown name \"max_tokens\" at"
                        + " 'generation_config'",
                "\"generationConfig\":{\"seed\":4294967296}|seed",
                "\"generationConfig\":{\"logprobs\":2}|response_logprobs",
                "\"generationConfig\":{\"stopSequences\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]}|stop_sequences",
                "\"generationConfig\":{\"thinkingConfig\":{\"thinkingLevel\":\"LOW\"}}|Thinking"
                        + " level is not supported",
                "\"generationConfig\":{\"thinkingConfig\":{\"thinkingLevel\":\"LOW\",\"thinkingBudget\":1}}|only"
                    + " set one",
                "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"additionalProperties\":false}}]}]|Unknown"
                    + " name \"additionalProperties\"",
                "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}]}]|non-empty"
                    + " for OBJECT",
                "\"tools\":[{\"functionDeclarations\":[{\"name\":\"1 f\"}]}]|Invalid function name",
                "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\"}}|without"
                        + " function_declarations",
                "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"}]}],\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"AUTO\",\"allowedFunctionNames\":[\"f\"]}}|modes"
                    + " ANY and VALIDATED",
            })
    void should_refuse_members_in_googles_words(String member, String words) throws Exception {
        assertRefused(words, generate(request(HELLO, member)));
    }

    @Test
    void should_refuse_calls_and_results_that_do_not_follow_each_other() throws Exception {
        assertRefused("after a user turn", generate(request(CALL)));
        assertRefused("number of function response parts", generate(request(HELLO + "," + CALL)));
        assertRefused(
                "number of function response parts",
                generate(request(String.join(",", HELLO, CALL, HELLO))));
        assertRefused("after a function call turn", generate(request(HELLO + "," + RESULT)));
        assertEquals(
                200, generate(request(String.join(",", HELLO, CALL, RESULT, HELLO))).statusCode());
    }

    @Test
    void should_refuse_an_unsigned_call_when_the_model_signs_its_thoughts() throws Exception {
        String unsigned = String.join(",", HELLO, CALL, RESULT);
        String path = "gemini-3-flash-preview:generateContent";
        assertRefused("missing a thought_signature", post(path, request(unsigned)));
        String signed =
                unsigned.replace("\"args\":{}}", "\"args\":{}},\"thoughtSignature\":\"c2ln\"");
        assertEquals(200, post(path, request(signed)).statusCode());
        assertEquals(200, post(path, request(unsigned + "," + HELLO)).statusCode());
    }

    @Test
    void should_refuse_texts_to_embed_when_they_are_too_many() throws Exception {
        String one = "{\"model\":\"models/m\",\"content\":{\"parts\":[{\"text\":\"a\"}]}}";
        String many = String.join(",", Collections.nCopies(101, one));
        assertRefused("at most 100", post("m:batchEmbedContents", "{\"requests\":[" + many + "]}"));
    }

    private static void assertRefused(String words, HttpResponse<String> answer) {
        assertEquals(400, answer.statusCode(), answer.body());
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertEquals(400, error.getInteger("code"));
        assertEquals("INVALID_ARGUMENT", error.getString("status"));
        assertTrue(error.getString("message").contains(words), answer.body());
    }
}
