// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.IssuedKey;
import ai.optimaforge.testing.client.ApiResponse;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

import dev.openfeature.contrib.providers.ofrep.OfrepProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProviderOptions;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.http.HttpRequest.BodyPublishers;

/// OpenFeature's own SDK for Java, with its provider for the Remote Evaluation Protocol; and what
/// that provider leaves out: all flags at once, with a tag.
class OpenFeatureTest {
    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.with(builder -> builder.set("identity.default-tier", "enterprise"));

    private static final String FLAGS = "/ofrep/v1/evaluate/flags";

    @AfterEach
    void close() {
        OpenFeatureAPI.getInstance().shutdown();
    }

    @Test
    void should_see_a_feature_as_a_flag() throws Exception {
        Client client = client(GATEWAY.platform().key());
        FlagEvaluationDetails<Boolean> on =
                client.getBooleanDetails("chat", false, new ImmutableContext("of_1"));
        assertEquals(true, on.getValue(), on::toString);
        assertEquals("on", on.getVariant());
        assertEquals("TARGETING_MATCH", on.getReason());
        assertEquals("free", on.getFlagMetadata().getString("tier_required"));
        assertNull(on.getErrorCode());

        GATEWAY.client().post("/v1/features/of_1/chat", "{\"enabled\":false}");
        FlagEvaluationDetails<Boolean> off =
                client.getBooleanDetails("chat", true, new ImmutableContext("of_1"));
        assertEquals(false, off.getValue(), off::toString);
        assertEquals("DISABLED", off.getReason());
    }

    @Test
    void should_see_the_default_and_why_when_a_flag_can_not_be_had() throws Exception {
        Client client = client(GATEWAY.platform().key());
        assertError(client, "chta", "of_2", ErrorCode.FLAG_NOT_FOUND);
        assertError(client, "chat", "no user", ErrorCode.INVALID_CONTEXT);
        assertEquals(
                ErrorCode.TYPE_MISMATCH,
                client.getStringDetails("chat", "x", new ImmutableContext("of_2")).getErrorCode());
    }

    @Test
    void should_see_a_general_error_when_the_key_may_not_ask() throws Exception {
        assertError(client("forge_sk_wrong"), "chat", "of_3", ErrorCode.GENERAL);
        try (IssuedKey key = IssuedKey.of(GATEWAY, "of_3", "read")) {
            Client client = client(key.document().getString("secret"));
            assertEquals(true, client.getBooleanValue("chat", false, new ImmutableContext("of_3")));
            assertEquals(true, client.getBooleanValue("chat", false), "the key's own user");
            assertError(client, "chat", "of_4", ErrorCode.GENERAL);
        }
    }

    @Test
    void should_answer_304_until_something_changes() {
        String body = "{\"context\":{\"targetingKey\":\"of_5\"}}";
        ApiResponse first = GATEWAY.client().post(FLAGS, body);
        assertEquals(200, first.status(), first::toString);
        assertEquals(2, first.json().getJsonArray("flags").size());
        String tag = first.header("etag");
        ApiResponse same = ask(body, tag);
        assertEquals(304, same.status(), same::toString);
        assertEquals(tag, same.header("etag"));
        assertEquals(0, same.body().length);
        GATEWAY.client().post("/v1/features/of_5/chat", "{\"enabled\":false}");
        assertEquals(200, ask(body, tag).status());
    }

    @Test
    void should_tell_failures_in_the_protocols_words() {
        ApiResponse unauthorized =
                GATEWAY.client()
                        .sendWithoutKey(
                                FLAGS, request -> request.POST(BodyPublishers.ofString("{}")));
        assertEquals(401, unauthorized.status());
        assertEquals("GENERAL", unauthorized.json().getString("errorCode"));
        ApiResponse notJson = GATEWAY.client().post(FLAGS + "/chat", "{");
        assertEquals(400, notJson.status());
        assertEquals("PARSE_ERROR", notJson.json().getString("errorCode"));
        assertEquals("chat", notJson.json().getString("key"));
        ApiResponse notFound = GATEWAY.client().post(FLAGS + "/nothing", "{}");
        assertEquals(404, notFound.status());
        assertEquals("FLAG_NOT_FOUND", notFound.json().getString("errorCode"));
    }

    private static ApiResponse ask(String body, String tag) {
        return GATEWAY.client()
                .send(
                        FLAGS,
                        request ->
                                request.header("if-none-match", tag)
                                        .header("content-type", "application/json")
                                        .POST(BodyPublishers.ofString(body)));
    }

    private static void assertError(Client client, String flag, String user, ErrorCode expected) {
        FlagEvaluationDetails<Boolean> details =
                client.getBooleanDetails(flag, true, new ImmutableContext(user));
        assertEquals(true, details.getValue(), details::toString);
        assertEquals(expected, details.getErrorCode(), details::toString);
    }

    private static Client client(String key) {
        OfrepProviderOptions options =
                OfrepProviderOptions.builder()
                        .baseUrl(GATEWAY.platform().address().toString())
                        .headers(
                                ImmutableMap.of("Authorization", ImmutableList.of("Bearer " + key)))
                        .build();
        OpenFeatureAPI api = OpenFeatureAPI.getInstance();
        api.setProviderAndWait(OfrepProvider.constructProvider(options));
        return api.getClient();
    }
}
