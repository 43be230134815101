// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.ErrorFormat;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.TestOperations;
import ai.optimaforge.testing.TestRequest;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Set;

/// The features in OpenFeature's protocol: flags, reasons, tags and errors of its own.
class FlagResourceTest {
    private static final Caller USER = TestCall.caller("user_123", "read");
    private static final Caller ADMIN = TestCall.caller("operator", "read", "admin");

    private final TwoFeatures features = new TwoFeatures();
    private final FlagEndpoints endpoints = new FlagEndpoints(features);
    private final TestOperations operations = TestOperations.of(endpoints);

    @Test
    void should_give_every_flag_when_all_are_asked_for() {
        assertEquals(
                new JsonObject(
                        """
                        {"flags":[
                         {"key":"chat","value":true,"reason":"TARGETING_MATCH","variant":"on",
                          "metadata":{"plugin":"chat","tier_required":"free"}},
                         {"key":"ensemble","value":false,"reason":"TARGETING_MATCH",
                          "variant":"off",
                          "metadata":{"plugin":"models","tier_required":"ultimate"}}]}\
                        """),
                operations.json("evaluateFlags", of("user_123")));
    }

    @Test
    void should_say_disabled_when_a_feature_was_switched_off() {
        features.set("user_123", "chat", false, ADMIN);
        JsonObject flag = operations.json("evaluateFlag", of("user_123").path("key", "chat"));
        assertEquals(false, flag.getBoolean("value"));
        assertEquals("DISABLED", flag.getString("reason"));
        assertEquals("off", flag.getString("variant"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"context\":{}}",
                "{\"context\":null}",
                "{\"context\":{\"plan\":\"x\",\"nested\":{\"a\":[1]}},\"other\":1}",
                "{\"context\":{\"targetingKey\":null}}"
            })
    void should_mean_the_keys_own_user_when_none_is_named(String body) {
        features.set("user_123", "chat", false, ADMIN);
        TestRequest request = TestRequest.by(USER).path("key", "chat").json(body);
        assertEquals(false, operations.json("evaluateFlag", request).getBoolean("value"));
    }

    @Test
    void should_answer_for_another_user_when_the_key_may_administer() {
        features.set("user_123", "chat", false, ADMIN);
        TestRequest other = TestRequest.by(ADMIN).path("key", "chat").json(context("user_123"));
        assertEquals(false, operations.json("evaluateFlag", other).getBoolean("value"));
        TestRequest own = TestRequest.by(ADMIN).path("key", "chat");
        assertEquals(true, operations.json("evaluateFlag", own).getBoolean("value"));
    }

    @Test
    void should_answer_403_when_the_key_speaks_for_another_user() {
        JsonObject failure = failure(403, "evaluateFlag", of("user_456").path("key", "chat"));
        assertEquals("chat", failure.getString("key"));
        assertEquals("GENERAL", failure.getString("errorCode"));
    }

    @Test
    void should_answer_404_when_there_is_no_such_flag() {
        assertEquals(
                new JsonObject(
                        """
                        {"key":"chta","errorCode":"FLAG_NOT_FOUND",
                         "errorDetails":"There is no feature chta.","metadata":{}}\
                        """),
                failure(404, "evaluateFlag", of("user_123").path("key", "chta")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{ | PARSE_ERROR",
                "[] | PARSE_ERROR",
                "{'context':7} | INVALID_CONTEXT",
                "{'context':{'targetingKey':7}} | INVALID_CONTEXT",
                "{'context':{'targetingKey':''}} | INVALID_CONTEXT",
                "{'context':{'targetingKey':'..'}} | INVALID_CONTEXT",
                "{'context':{},'context':{}} | INVALID_CONTEXT",
            })
    void should_answer_400_when_the_body_will_not_do(String body, String code) {
        String json = body.replace('\'', '"');
        JsonObject one =
                failure(400, "evaluateFlag", TestRequest.by(USER).path("key", "chat").json(json));
        assertEquals("chat", one.getString("key"));
        assertEquals(code, one.getString("errorCode"));
        JsonObject all = refusal(400, TestRequest.by(USER).json(json));
        assertEquals(Set.of("errorCode", "errorDetails", "metadata"), all.fieldNames());
        assertEquals(code, all.getString("errorCode"));
    }

    @Test
    void should_answer_304_while_nothing_changes() {
        String tag = tag(of("user_123"));
        assertTrue(tag.matches("\"[A-Za-z0-9_-]{16}\""), tag);
        for (String known : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
            Answer.Nothing unchanged =
                    assertInstanceOf(
                            Answer.Nothing.class,
                            operations.call(
                                    "evaluateFlags",
                                    of("user_123").header("If-None-Match", known)));
            assertEquals(304, unchanged.status());
            assertEquals(tag, unchanged.headers().get("etag"));
        }
    }

    @Test
    void should_have_another_tag_when_flags_or_user_or_context_are_others() {
        String tag = tag(of("user_123"));
        assertEquals(tag, tag(of("user_123")));
        assertNotEquals(tag, tag(TestRequest.by(ADMIN).json(context("user_456"))));
        assertNotEquals(
                tag,
                tag(
                        TestRequest.by(USER)
                                .json("{\"context\":{\"targetingKey\":\"user_123\",\"a\":1}}")));
        features.set("user_123", "chat", false, ADMIN);
        assertNotEquals(tag, tag(of("user_123").header("If-None-Match", tag)));
    }

    private String tag(TestRequest request) {
        Answer.Document answer =
                assertInstanceOf(Answer.Document.class, operations.call("evaluateFlags", request));
        assertEquals(200, answer.status());
        return String.valueOf(answer.headers().get("etag"));
    }

    private JsonObject failure(int status, String operation, TestRequest request) {
        Answer.Document answer =
                assertInstanceOf(Answer.Document.class, operations.call(operation, request));
        assertEquals(status, answer.status());
        return new JsonObject(answer.body());
    }

    /// What is told to who asks for all flags, as the kernel would tell it.
    private JsonObject refusal(int status, TestRequest request) {
        ForgeException refused =
                assertThrows(ForgeException.class, () -> operations.call("evaluateFlags", request));
        ErrorFormat format = endpoints.errorFormat().orElseThrow();
        assertEquals(status, format.status(refused));
        return new JsonObject(format.body(refused, "req_1"));
    }

    @Test
    void should_keep_the_status_when_the_kernel_refuses() {
        ErrorFormat format = endpoints.errorFormat().orElseThrow();
        ForgeException limited =
                new ForgeException(CommonError.RATE_LIMIT_EXCEEDED, "Rate limit exceeded.");
        assertEquals(429, format.status(limited));
        assertEquals(
                new JsonObject(
                        "{\"errorCode\":\"GENERAL\",\"errorDetails\":\"Rate limit exceeded.\","
                                + "\"metadata\":{}}"),
                new JsonObject(format.body(limited, "req_1")));
    }

    private static TestRequest of(String user) {
        return TestRequest.by(USER).json(context(user));
    }

    private static String context(String user) {
        return "{\"context\":{\"targetingKey\":\"" + user + "\"}}";
    }
}
