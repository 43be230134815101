// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.testing.upstream.FakeUpstream;
import ai.optimaforge.testing.upstream.ToolCall;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

class AnthropicWireTest {
    private final FakeUpstream upstream = FakeUpstream.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.shutdownNow();
        upstream.close();
    }

    private static String asking(String more) {
        return "{'model':'m','max_tokens':2000,'messages':[{'role':'user','content':'hi'}]"
                + more
                + "}";
    }

    private HttpResponse<String> send(String path, String body, String... headers)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(upstream.origin() + path))
                        .POST(BodyPublishers.ofString(body.replace('\'', '"')));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> message(String body) throws Exception {
        return send("/v1/messages", body, "x-api-key", "k", "anthropic-version", "2023-06-01");
    }

    @Test
    void should_answer_a_message_when_it_has_no_script() throws Exception {
        var answer = new JsonObject(message(asking("")).body());
        assertEquals("message", answer.getString("type"));
        assertEquals("m", answer.getString("model"));
        assertEquals("end_turn", answer.getString("stop_reason"));
        assertEquals(
                "Hello there!", answer.getJsonArray("content").getJsonObject(0).getString("text"));
        assertEquals(9, answer.getJsonObject("usage").getInteger("input_tokens"));
    }

    @Test
    void should_stream_events_in_the_wires_order() throws Exception {
        upstream.next(
                MessageReply.empty()
                        .thinking("hm")
                        .text("a", "b")
                        .toolUse(ToolCall.of("t1", "f", "{}")));
        String body = message(asking(",'stream':true")).body();
        List<String> events =
                body.lines()
                        .filter(line -> line.startsWith("event: "))
                        .map(line -> line.substring("event: ".length()))
                        .toList();
        assertEquals(
                List.of(
                        "message_start",
                        "ping",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop"),
                events);
        assertTrue(body.contains("\"stop_reason\":\"tool_use\""), body);
    }

    @Test
    void should_list_models_and_count_tokens() throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(upstream.origin() + "/v1/models"))
                        .header("anthropic-version", "2023-06-01");
        var list = new JsonObject(http.send(request.build(), BodyHandlers.ofString()).body());
        assertEquals(3, list.getJsonArray("data").size());
        var count =
                send("/v1/messages/count_tokens", asking(""), "anthropic-version", "2023-06-01");
        assertTrue(new JsonObject(count.body()).getInteger("input_tokens") > 0);
    }

    @Test
    void should_break_off_with_an_event_when_it_is_to_fail_midway() throws Exception {
        upstream.next(MessageReply.of("a", "b").failingAfter(3, "overloaded_error", "Overloaded"));
        String body = message(asking(",'stream':true")).body();
        assertTrue(body.contains("event: error\ndata: {\"type\":\"error\""), body);
        assertTrue(!body.contains("message_stop"), body);
    }

    @Test
    void should_word_errors_as_the_real_one_does() throws Exception {
        upstream.next(AnthropicWire.error(529, "Overloaded"));
        var answer = message(asking(""));
        assertEquals(529, answer.statusCode());
        assertEquals(
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                        + "\"message\":\"Overloaded\"},\"request_id\":\"req_fake\"}",
                answer.body());
        assertEquals(401, send("/v1/messages", asking("")).statusCode());
        assertEquals(400, send("/v1/messages", asking(""), "x-api-key", "k").statusCode());
        assertEquals(400, message("{not json").statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'max_tokens':1,'messages':[]} | model: Field required
                    {'model':'m','messages':[]} | max_tokens: Field required
                    {'model':'m','max_tokens':0,'messages':[]} | max_tokens: Input should be
                    {'model':'m','max_tokens':1} | messages: Field required
                    {'model':'m','max_tokens':1,'messages':[]} | at least one message
                    {'model':'m','max_tokens':1,'messages':[],'seed':1} | seed: Extra inputs
                    {'model':'m','max_tokens':1,'messages':[{'role':'system','content':'x'}]} | Unexpected role
                    {'model':'m','max_tokens':1,'messages':[{'role':'assistant','content':'x'}]} | first message must use
                    {'model':'m','max_tokens':1,'messages':[{'role':'user','content':''}]} | must be non-empty
                    {'model':'m','max_tokens':1,'messages':[{'role':'user','content':' '}]} | non-whitespace
                    {'model':'m','max_tokens':1,'messages':[{'role':'user','content':[]}]} | must have non-empty content
                    {'model':'m','max_tokens':1,'messages':[{'role':'user','content':[{'type':'input_audio'}]}]} | does not match any
                    {'model':'m','max_tokens':1,'messages':[{'role':'user','content':[{'type':'text','text':'x','foo':1}]}]} | foo: Extra inputs
                    {'model':'m','max_tokens':1,'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'t'}]}]} | unexpected `tool_use_id`
                    {'model':'m','max_tokens':1,'messages':[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'f','input':{}}]}]} | without `tool_result` blocks
                    {'model':'m','max_tokens':1,'messages':[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'f','input':{}}]},{'role':'user','content':'x'}]} | without `tool_result` blocks
                    {'model':'m','max_tokens':1,'messages':[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'tool_use','id':'t.1','name':'f','input':{}}]}]} | should match pattern
                    {'model':'m','max_tokens':1,'messages':[{'role':'user','content':'x'},{'role':'assistant','content':'x '}]} | trailing whitespace
                    {'model':'m','max_tokens':1,'messages':[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'thinking','thinking':'a','signature':'forged'}]}]} | Invalid `signature`
                    """)
    void should_refuse_messages_when_the_real_one_would(String body, String words)
            throws Exception {
        assertRefused(body, words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'temperature':1.1 | less than or equal to 1
                    'temperature':1,'top_p':1 | cannot both
                    'stop_sequences':['\\n'] | non-whitespace
                    'system':[{'type':'text','text':''}] | system: text content
                    'tool_choice':{'type':'any'} | while providing tools
                    'tools':[{'name':'f','input_schema':{'type':'object'}}],'tool_choice':{'type':'tool','name':'g'} | not found in provided tools
                    'tools':[{'name':'a b','input_schema':{'type':'object'}}] | should match pattern
                    'tools':[{'name':'f'}] | input_schema: Field required
                    'tools':[{'name':'f','parameters':{}}] | parameters: Extra inputs
                    'tools':[{'name':'f','input_schema':{}}] | Input should be 'object'
                    'tools':[{'name':'f','input_schema':{'type':'object','anyOf':[]}}] | at the top level
                    'tools':[{'name':'f','input_schema':{'type':'object','properties':{'a':{'items':[]}}}}] | draft 2020-12
                    'tools':[{'name':'f','input_schema':{'type':'object'}},{'name':'f','input_schema':{'type':'object'}}] | must be unique
                    'tools':[{'name':'f','strict':true,'input_schema':{'type':'object'}}] | additionalProperties
                    'thinking':{'type':'enabled','budget_tokens':1000} | greater than or equal to 1024
                    'thinking':{'type':'enabled','budget_tokens':2000} | must be greater than `thinking.budget_tokens`
                    'thinking':{'type':'enabled','budget_tokens':1024},'temperature':0.5 | may only be set to 1
                    'thinking':{'type':'adaptive'},'tools':[{'name':'f','input_schema':{'type':'object'}}],'tool_choice':{'type':'any'} | forces tool use
                    'output_config':{'format':{'type':'json_schema','schema':{'type':'integer','minimum':1}}} | 'minimum' is not supported
                    'output_config':{'effort':'utter'} | level of effort
                    """)
    void should_refuse_fields_when_the_real_one_would(String more, String words) throws Exception {
        assertRefused(asking("," + more), words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    fake-adaptive | 'thinking':{'type':'enabled','budget_tokens':1024} | thinking.type.enabled
                    fake-adaptive | 'temperature':0.5 | is deprecated
                    fake-chat | 'thinking':{'type':'adaptive'} | not supported on this model
                    fake-old | 'thinking':{'type':'enabled','budget_tokens':1024} | not supported on this model
                    fake-old | 'output_config':{'format':{'type':'json_schema','schema':{}}} | not supported by this model
                    """)
    void should_refuse_what_a_model_does_not_take(String model, String more, String words)
            throws Exception {
        assertRefused(asking("," + more).replace("'m'", "'" + model + "'"), words);
    }

    private void assertRefused(String body, String words) throws Exception {
        var answer = message(body);
        assertEquals(400, answer.statusCode(), answer.body());
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertEquals("invalid_request_error", error.getString("type"));
        assertTrue(error.getString("message").contains(words), answer.body());
    }
}
