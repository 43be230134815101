// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.TestOperations;
import ai.optimaforge.testing.TestRequest;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

/// What there is, what a user has, and switching it.
class FeatureResourceTest {
    private static final Caller USER = TestCall.caller("user_123", "read", "features");

    private final TestOperations operations =
            TestOperations.of(new FeaturesEndpoints(new TwoFeatures(), new NoLimits()));

    @Test
    void should_list_what_there_is() {
        assertEquals(
                new JsonObject(
                        """
                        {"object":"list","data":[
                         {"id":"chat","name":"Chat","description":"Talks.","tier_required":"free",
                          "default_enabled":true,"plugin":"chat"},
                         {"id":"ensemble","name":"Ensemble","description":"Asks many.",
                          "tier_required":"ultimate","default_enabled":true,"plugin":"models"}],
                         "first_id":"chat","last_id":"ensemble","has_more":false}\
                        """),
                operations.json("listFeatures", TestRequest.by(USER)));
    }

    @Test
    void should_list_a_part_when_one_is_asked_for() {
        JsonObject part =
                operations.json(
                        "listFeatures",
                        TestRequest.by(USER).query("limit", "1").query("order", "desc"));
        assertEquals("ensemble", part.getString("last_id"));
        assertEquals(true, part.getBoolean("has_more"));
    }

    @Test
    void should_tell_what_a_user_has_in_the_fixed_shape() {
        assertEquals(features(true), operations.json("getUserFeatures", ofUser()));
    }

    @Test
    void should_answer_with_what_is_now_when_a_feature_is_switched() {
        assertEquals(
                features(false),
                operations.json(
                        "setUserFeature",
                        ofUser().path("featureId", "chat").json("{\"enabled\":false}")));
        assertEquals(features(false), operations.json("getUserFeatures", ofUser()));
    }

    @Test
    void should_let_the_refusal_through_when_the_tier_is_too_low() {
        ForgeException refused = refused("ensemble", "{\"enabled\":true}");
        assertEquals("forge_tier_insufficient", refused.errorCode().code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{} | missing_parameter | enabled",
                "{'enabled':null} | missing_parameter | enabled",
                "{'enabled':'true'} | invalid_value | enabled",
                "{'enabled':1} | invalid_value | enabled",
                "{'enabled':true,'enable':true} | unknown_field | enable",
                "{'enabled':true,'enabled':false} | invalid_parameter | enabled",
            })
    void should_refuse_when_what_is_said_will_not_do(String body, String code, String param) {
        ForgeException refused = refused("chat", body.replace('\'', '"'));
        assertEquals(code, refused.errorCode().code());
        assertEquals(Optional.of(param), refused.param());
        assertEquals(features(true), operations.json("getUserFeatures", ofUser()));
    }

    private ForgeException refused(String feature, String body) {
        return assertThrows(
                ForgeException.class,
                () ->
                        operations.call(
                                "setUserFeature", ofUser().path("featureId", feature).json(body)));
    }

    private static TestRequest ofUser() {
        return TestRequest.by(USER).path("userId", "user_123");
    }

    private static JsonObject features(boolean chat) {
        return new JsonObject(
                """
                {"userId":"user_123","tier":"pro","features":{
                 "chat":{"enabled":%s,"tier_required":"free"},
                 "ensemble":{"enabled":false,"tier_required":"ultimate"}},
                 "limits":{"requests_per_minute":null,"requests_per_day":null,
                 "tokens_per_minute":null,"concurrent":null,"budget_usd":null}}\
                """
                        .formatted(chat));
    }
}
