// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.callers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Waiting;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.SseReply;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/// Nobody does more than the limits say, and everybody is told how much is left.
class LimitsTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static final String BODY = "{\"model\":\"fake\",\"messages\":[{}]}";

    private Operator operator;

    @BeforeEach
    void operator() {
        operator = new Operator(GATEWAY.client(), GATEWAY.platform().address());
        // the counts of a minute are not to begin anew in the middle of a test
        awaitRoomInMinute();
    }

    private static void awaitRoomInMinute() {
        long left = 60_000 - System.currentTimeMillis() % 60_000;
        if (left < 5_000) {
            LockSupport.parkNanos(Duration.ofMillis(left).toNanos());
        }
    }

    @Test
    void should_count_down_and_refuse_when_the_minute_is_used_up() {
        try (ApiClient client = operator.client("minute", "chat")) {
            for (int left = 9; left >= 0; left--) {
                ApiResponse answer = client.post(Gateway.CHAT, BODY);
                assertEquals(200, answer.status());
                assertEquals("10", answer.header("x-ratelimit-limit"));
                assertEquals(String.valueOf(left), answer.header("x-ratelimit-remaining"));
                assertEquals("100", answer.header("x-ratelimit-limit-day"));
            }
            ApiResponse refused = client.post(Gateway.CHAT, BODY);
            assertEquals(429, refused.status());
            assertEquals("rate_limit_exceeded", refused.error().getString("code"));
            assertEquals("0", refused.header("x-ratelimit-remaining"));
            long reset = Long.parseLong(refused.header("x-ratelimit-reset"));
            long wait = Long.parseLong(refused.header("retry-after"));
            assertEquals(0, reset % 60, "a minute is the clock's");
            long now = System.currentTimeMillis() / 1000;
            assertTrue(Math.abs(now + wait - reset) <= 1, "it may be tried again at the reset");
        }
    }

    @Test
    void should_say_nothing_of_limits_when_there_are_none() {
        ApiResponse answer = GATEWAY.client().post(Gateway.CHAT, BODY);
        assertEquals(200, answer.status());
        assertEquals("", answer.header("x-ratelimit-limit"));
    }

    @Test
    void should_count_all_keys_of_a_user_together() {
        try (ApiClient one = operator.client("two_keys", "chat");
                ApiClient other = operator.client("two_keys", "chat")) {
            one.post(Gateway.CHAT, BODY);
            assertEquals("8", other.post(Gateway.CHAT, BODY).header("x-ratelimit-remaining"));
        }
    }

    @Test
    void should_keep_a_key_within_its_own_limit_when_the_user_may_do_more() {
        JsonObject own =
                new JsonObject().put("limits", new JsonObject().put("requests_per_minute", 1));
        JsonObject key = operator.key(own, "own_limit", "chat");
        try (ApiClient narrow = operator.with(key);
                ApiClient wide = operator.client("own_limit", "chat")) {
            assertEquals("0", narrow.post(Gateway.CHAT, BODY).header("x-ratelimit-remaining"));
            ApiResponse refused = narrow.post(Gateway.CHAT, BODY);
            assertEquals(429, refused.status());
            assertTrue(refused.error().getString("message").contains("this key"));
            assertEquals(200, wide.post(Gateway.CHAT, BODY).status());
        }
    }

    @Test
    void should_charge_nothing_when_a_call_is_refused_for_concurrency() {
        for (int i = 0; i < 2; i++) {
            GATEWAY.answer(SseReply.ofData(Chunks.delta("{\"content\":\"a\"}")).stallAfter(1));
        }
        try (ApiClient client = operator.client("busy", "chat")) {
            try (EventStream first = client.stream(Gateway.CHAT, Chunks.REQUEST);
                    EventStream second = client.stream(Gateway.CHAT, Chunks.REQUEST)) {
                assertEquals(200, first.status());
                assertEquals("8", second.header("x-ratelimit-remaining"));
                assertEquals(
                        2,
                        operator.limits("busy").getJsonObject("concurrent").getInteger("in_use"));
                ApiResponse refused = client.post(Gateway.CHAT, BODY);
                assertEquals(429, refused.status());
                assertEquals("8", refused.header("x-ratelimit-remaining"));
            }
            GATEWAY.received().awaitAbort(Gateway.SOON);
            GATEWAY.received().awaitAbort(Gateway.SOON);
            assertEquals("7", client.post(Gateway.CHAT, BODY).header("x-ratelimit-remaining"));
        }
    }

    @Test
    void should_settle_for_what_was_used_when_a_call_is_over() {
        try (ApiClient client = operator.client("tokens", "chat")) {
            String usage = client.post(Gateway.CHAT, BODY).json().getJsonObject("usage").encode();
            long used = new JsonObject(usage).getLong("total_tokens");
            JsonObject tokens = operator.limits("tokens").getJsonObject("tokens_per_minute");
            assertEquals(10_000 - used, tokens.getLong("remaining"));
        }
    }

    @Test
    void should_take_the_limits_of_the_tier_and_then_of_the_user() {
        operator.change("promoted", new JsonObject().put("tier", "pro"));
        assertEquals(
                100,
                operator.limits("promoted")
                        .getJsonObject("requests_per_minute")
                        .getInteger("limit"));
        JsonObject narrower =
                new JsonObject().put("limits", new JsonObject().put("requests_per_minute", 3));
        operator.change("promoted", narrower);
        assertEquals(
                3,
                operator.limits("promoted")
                        .getJsonObject("requests_per_minute")
                        .getInteger("limit"));
        operator.change("promoted", new JsonObject().put("tier", "enterprise").putNull("limits"));
        assertNull(operator.limits("promoted").getJsonObject("requests_per_minute"));
    }

    @Test
    void should_take_the_limits_of_the_account_before_those_of_the_tier() {
        operator.limit("acme", new JsonObject().put("requests_per_minute", 3));
        JsonObject account = new JsonObject().put("account_id", "acme");
        try (ApiClient one = operator.with(operator.key(account, "acme_one", "chat"));
                ApiClient other = operator.with(operator.key(account, "acme_other", "chat"))) {
            ApiResponse first = one.post(Gateway.CHAT, BODY);
            assertEquals("3", first.header("x-ratelimit-limit"));
            assertEquals("100", first.header("x-ratelimit-limit-day"), "the tier's still");
            one.post(Gateway.CHAT, BODY);
            assertEquals("0", one.post(Gateway.CHAT, BODY).header("x-ratelimit-remaining"));
            assertEquals(429, one.post(Gateway.CHAT, BODY).status());
            assertEquals(
                    "2",
                    other.post(Gateway.CHAT, BODY).header("x-ratelimit-remaining"),
                    "each user by itself");
            assertEquals(3, perMinute("acme_other").getInteger("limit"));
            assertEquals(2, perMinute("acme_other").getInteger("remaining"));
        }
    }

    @Test
    void should_take_the_limits_of_the_user_before_those_of_the_account() {
        operator.limit("corp", new JsonObject().put("requests_per_minute", 3).put("concurrent", 1));
        operator.change(
                "corp_boss",
                new JsonObject().put("limits", new JsonObject().put("requests_per_minute", 7)));
        JsonObject account = new JsonObject().put("account_id", "corp");
        JsonObject own = account.copy().put("limits", new JsonObject().put("concurrent", 9));
        try (ApiClient client = operator.with(operator.key(own, "corp_boss", "chat"))) {
            assertEquals("7", client.post(Gateway.CHAT, BODY).header("x-ratelimit-limit"));
            JsonObject limits = operator.limits("corp_boss");
            assertEquals(7, limits.getJsonObject("requests_per_minute").getInteger("limit"));
            assertEquals(1, limits.getJsonObject("concurrent").getInteger("limit"));
        }
    }

    @Test
    void should_hold_at_once_when_the_limits_of_an_account_change() {
        JsonObject account = new JsonObject().put("account_id", "moving");
        try (ApiClient client = operator.with(operator.key(account, "moving_user", "chat"))) {
            assertEquals("10", client.post(Gateway.CHAT, BODY).header("x-ratelimit-limit"));
            operator.limit("moving", new JsonObject().put("requests_per_minute", 1));
            ApiResponse refused =
                    Waiting.until(
                            Gateway.SOON,
                            () -> client.post(Gateway.CHAT, BODY),
                            answer -> answer.status() == 429);
            assertEquals("1", refused.header("x-ratelimit-limit"));
            operator.limit("moving", null);
            Waiting.until(
                    Gateway.SOON,
                    () -> client.post(Gateway.CHAT, BODY),
                    answer -> answer.header("x-ratelimit-limit").equals("10"));
            assertEquals(10, perMinute("moving_user").getInteger("limit"));
        }
    }

    @Test
    void should_tell_the_narrowest_when_the_keys_of_a_user_belong_to_several_accounts() {
        operator.limit("narrow", new JsonObject().put("requests_per_minute", 4));
        operator.limit("wide", new JsonObject().put("requests_per_minute", 40));
        operator.key(new JsonObject().put("account_id", "wide"), "of_both", "chat");
        JsonObject key =
                operator.key(new JsonObject().put("account_id", "narrow"), "of_both", "chat");
        assertEquals(4, perMinute("of_both").getInteger("limit"));
        operator.revoke(key);
        assertEquals(40, perMinute("of_both").getInteger("limit"));
        operator.limit("acct_nobody_yet", new JsonObject().put("requests_per_minute", 6));
        assertEquals(6, perMinute("nobody_yet").getInteger("limit"));
    }

    private JsonObject perMinute(String user) {
        return operator.limits(user).getJsonObject("requests_per_minute");
    }

    @Test
    void should_let_in_not_one_more_when_many_come_at_once() throws Exception {
        JsonObject limits = new JsonObject().put("requests_per_minute", 20).put("concurrent", 100);
        operator.change("crowd", new JsonObject().put("limits", limits));
        try (ApiClient client = operator.client("crowd", "chat");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> call = () -> client.post(Gateway.CHAT, BODY).status();
            List<Future<Integer>> calls = threads.invokeAll(Collections.nCopies(60, call));
            int let = 0;
            for (Future<Integer> answer : calls) {
                let += answer.get() == 200 ? 1 : 0;
            }
            assertEquals(20, let);
        }
    }
}
