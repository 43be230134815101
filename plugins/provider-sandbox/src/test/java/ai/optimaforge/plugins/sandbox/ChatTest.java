// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.TestCall;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatTest extends SandboxTest {
    private static final String SAID = "This is the sandbox, not a model. You said: ";

    @Test
    void should_say_that_it_is_no_model_when_its_models_are_listed() {
        for (ModelInfo model : loop.call(provider::models)) {
            assertTrue(model.description().startsWith("No model:"), model.description());
            assertEquals("optima-forge", model.ownedBy());
        }
    }

    @Test
    void should_repeat_the_last_user_message_when_it_is_spoken_to() {
        JsonObject request = saying("first");
        request.getJsonArray("messages")
                .add(new JsonObject().put("role", "assistant").put("content", "x"))
                .add(new JsonObject().put("role", "user").put("content", "Grüß Gott,\n 世界!"));
        assertEquals(SAID + "Grüß Gott,\n 世界!", content(request));
        assertEquals("stop", choice(request).getString("finish_reason"));
    }

    @Test
    void should_answer_alike_when_it_is_asked_the_same() {
        JsonObject first = whole(saying("hi"));
        assertTrue(first.getString("id").matches("chatcmpl-sandbox-[0-9a-f]{8}"));
        assertTrue(first.getLong("created") > 1_700_000_000);
        JsonObject second = whole(saying("hi"));
        first.remove("created");
        second.remove("created");
        assertEquals(first, second);
    }

    @Test
    void should_count_words_when_it_tells_the_usage() {
        JsonObject usage = whole(saying("one two  three")).getJsonObject("usage");
        assertEquals(3, usage.getInteger("prompt_tokens"));
        assertEquals(12, usage.getInteger("completion_tokens"));
        assertEquals(15, usage.getInteger("total_tokens"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"messages":[{"role":"user","content":"a"},3]} | messages[1] must be an object, not 3
                    {"messages":[{"role":"user","content":["a"]}]} | messages[0].content[0] must be an object, not "a"
                    {"messages":[{"role":"user"}],"tools":[{},null]} | tools[1] must be an object, not null
                    """)
    void should_name_place_and_value_when_what_must_be_an_object_is_none(
            String members, String message) {
        var failure = failure(new JsonObject(members).put("model", "sandbox-chat"));
        assertEquals(400, failure.status());
        assertEquals(message, failure.message());
    }

    @Test
    void should_stop_at_the_limit_when_there_is_one() {
        for (String name : new String[] {"max_tokens", "max_completion_tokens"}) {
            JsonObject choice = choice(saying("hi").put(name, 3));
            assertEquals("length", choice.getString("finish_reason"));
            assertEquals("This is the ", choice.getJsonObject("message").getString("content"));
        }
    }

    @Test
    void should_stop_before_a_stop_sequence_when_one_comes() {
        assertEquals("This is the ", content(saying("hi").put("stop", "sandbox")));
        JsonArray stops = new JsonArray().add("model").add(" is");
        assertEquals("This", content(saying("hi").put("stop", stops)));
    }

    @Test
    void should_give_several_choices_when_n_asks_for_them() {
        JsonArray choices = whole(saying("hi").put("n", 3)).getJsonArray("choices");
        assertEquals(3, choices.size());
        assertEquals(2, choices.getJsonObject(2).getInteger("index"));
    }

    @Test
    void should_refuse_when_the_request_is_wrong() {
        assertEquals(404, failure(saying("hi").put("model", "gpt-4o")).status());
        assertEquals(400, failure(saying("hi").put("n", 0)).status());
        assertEquals(400, failure(saying("hi").put("max_tokens", 0)).status());
        assertEquals(400, failure(saying("hi").put("messages", new JsonArray())).status());
    }

    @Test
    void should_fail_when_the_message_asks_for_it() {
        UpstreamException failure = failure(saying("/fail 503 Come back later."));
        assertEquals(Failure.ANSWERED, failure.failure());
        assertEquals(503, failure.status());
        assertEquals("Come back later.", failure.message());
    }

    @Test
    void should_stall_until_cancelled_when_the_message_asks_for_it() throws Exception {
        TestCall call = new TestCall();
        Future<?> answer = loop.start(() -> provider.chat(request(saying("/stall")), call));
        Thread.sleep(50);
        assertTrue(!answer.isComplete());
        loop.run(call::cancel);
        assertEquals(Failure.HUNG_UP, EventLoop.failureOf(answer).failure());
    }

    @Test
    void should_hang_up_when_the_message_asks_for_it() {
        assertEquals(Failure.HUNG_UP, failure(saying("/die 2")).failure());
    }

    @Test
    void should_take_its_time_when_the_message_asks_for_it() {
        long before = System.nanoTime();
        assertEquals(SAID + "hi", content(saying("/delay 80\nhi")));
        assertTrue(System.nanoTime() - before >= 79_000_000);
    }

    @Test
    void should_repeat_a_word_when_the_message_asks_for_it() {
        assertEquals("This is the sandbox, not a model. la la la", content(saying("/repeat 3 la")));
    }

    @Test
    void should_take_a_line_for_text_when_it_only_looks_like_a_directive() {
        String text = "/fail me\n/die\n/call me maybe\n/call f {no}\n/unknown 1";
        assertEquals(SAID + text, content(saying(text)));
    }
}
