// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.callers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Waiting;
import ai.optimaforge.kernel.store.StoreServer;
import ai.optimaforge.testing.Ports;
import ai.optimaforge.testing.TestPlatform;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.upstream.FakeUpstream;
import ai.optimaforge.testing.upstream.HttpReply;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// Two nodes over one store: what is changed at one holds at the other, and limits hold for both
/// together.
class ClusterTest {
    private static final String BODY = "{\"model\":\"fake\",\"messages\":[{}]}";
    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir private static Path directory;

    private static StoreServer store;
    private static FakeUpstream upstream;
    private static FakeUpstream frail;
    private static TestPlatform one;
    private static TestPlatform two;
    private static ApiClient adminOfOne;

    @BeforeAll
    static void startNodes() throws Exception {
        upstream = FakeUpstream.start();
        frail = FakeUpstream.start();
        store = StoreServer.open(directory, false, 0, new SimpleMeterRegistry());
        List<Integer> ports = Ports.free(2);
        one = node(ports, 0);
        two = node(ports, 1);
        adminOfOne = new ApiClient(one.address(), one.key());
        await(() -> members(one) == 2 && members(two) == 2, Duration.ofSeconds(60));
    }

    private static TestPlatform node(List<Integer> ports, int index) throws Exception {
        return Gateway.builder()
                .provider("up", Gateway.provider(upstream))
                .provider("frail", Gateway.provider(frail))
                .set("providers.order", "up")
                .set("routing.circuit-failures", "3")
                .set("routing.circuit-pause", "5 s")
                .set("store.uri", store.uri())
                .set("cluster.enabled", "true")
                .set("cluster.secret", "a-secret-of-the-nodes")
                .set(
                        "cluster.members",
                        "127.0.0.1:%d,127.0.0.1:%d".formatted(ports.getFirst(), ports.getLast()))
                .set("cluster.port", String.valueOf(ports.get(index)))
                .start();
    }

    private static int members(TestPlatform node) {
        try (ApiClient admin = new ApiClient(node.address(), node.key())) {
            return admin.get("/v1/admin/status")
                    .json()
                    .getJsonObject("cluster")
                    .getJsonArray("members")
                    .size();
        }
    }

    private static void await(BooleanSupplier condition, Duration atMost) {
        Waiting.until(atMost, condition::getAsBoolean, come -> come);
    }

    @AfterAll
    static void stopNodes() {
        adminOfOne.close();
        two.close();
        one.close();
        store.close();
        frail.close();
        upstream.close();
    }

    /// What the second node says of the instance `frail` in its status.
    private static JsonObject frailAtTwo(ApiClient admin) {
        return admin.get("/v1/admin/status")
                .json()
                .getJsonObject("providers")
                .getJsonObject("frail");
    }

    private static boolean hintsAtTwo(ApiClient admin, String count) {
        return admin.get("/metrics")
                .text()
                .contains("forge_model_circuits_open_elsewhere{instance=\"frail\"} " + count);
    }

    @Test
    void should_show_a_circuit_as_open_elsewhere_when_it_opens_on_another_node() {
        String call = BODY.replace("fake", "frail/fake");
        try (ApiClient two = new ApiClient(ClusterTest.two.address(), ClusterTest.two.key())) {
            assertTrue(hintsAtTwo(two, "0.0"));
            frail.always(HttpReply.status(500));
            // each of them tries again, so it takes some calls and their pauses
            await(
                    () -> adminOfOne.post(Gateway.CHAT, call).status() == 503,
                    Duration.ofSeconds(10));
            await(() -> frailAtTwo(two).containsKey("open_elsewhere"), SOON);
            assertEquals(JsonArray.of("fake"), frailAtTwo(two).getJsonArray("open_elsewhere"));
            assertFalse(frailAtTwo(two).containsKey("open_circuits"), "it judges for itself");
            assertTrue(hintsAtTwo(two, "1.0"));

            frail.recover();
            assertEquals(200, two.post(Gateway.CHAT, call).status(), "a hint refuses nothing");
            await(() -> !frailAtTwo(two).containsKey("open_elsewhere"), Duration.ofSeconds(10));
            await(() -> hintsAtTwo(two, "0.0"), SOON);
        }
    }

    private static Operator operator() {
        return new Operator(adminOfOne, one.address());
    }

    @Test
    void should_refuse_a_key_on_every_node_when_it_is_revoked_on_one() {
        JsonObject key = operator().key("far", "chat");
        try (ApiClient other = new ApiClient(two.address(), key.getString("secret"))) {
            assertEquals(200, other.post(Gateway.CHAT, BODY).status());
            operator().revoke(key);
            await(() -> other.post(Gateway.CHAT, BODY).status() == 401, SOON);
        }
    }

    @Test
    void should_switch_a_feature_on_every_node_when_it_is_switched_on_one() {
        JsonObject key = operator().key("switched", "chat");
        operator().change("switched", new JsonObject().put("tier", "enterprise"));
        try (ApiClient other = new ApiClient(two.address(), key.getString("secret"))) {
            assertEquals(200, other.post(Gateway.CHAT, BODY).status());
            operator().feature("switched", "chat", false);
            await(() -> other.post(Gateway.CHAT, BODY).status() == 403, SOON);
        }
    }

    @Test
    void should_limit_the_users_of_an_account_on_every_node_when_it_is_limited_on_one() {
        JsonObject key = operator().key(new JsonObject().put("account_id", "acme"), "acme", "chat");
        try (ApiClient other = new ApiClient(two.address(), key.getString("secret"))) {
            assertEquals("10", other.post(Gateway.CHAT, BODY).header("x-ratelimit-limit"));
            operator().limit("acme", new JsonObject().put("requests_per_minute", 9));
            await(() -> other.get("/v1/models").header("x-ratelimit-limit").equals("9"), SOON);
        }
    }

    @Test
    void should_tell_that_the_nodes_have_the_same_plugins() {
        await(() -> pluginSets().size() == 2, Duration.ofSeconds(20));
        assertEquals(1, Set.copyOf(pluginSets()).size());
    }

    /// Of the nodes that have said which plugins they have.
    private static List<String> pluginSets() {
        JsonArray members =
                adminOfOne
                        .get("/v1/admin/status")
                        .json()
                        .getJsonObject("cluster")
                        .getJsonArray("members");
        return IntStream.range(0, members.size())
                .mapToObj(i -> members.getJsonObject(i).getString("plugin_set"))
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    void should_let_in_not_one_more_than_the_limit_when_both_nodes_are_asked() throws Exception {
        JsonObject limits = new JsonObject().put("requests_per_day", 30).put("concurrent", 100);
        operator()
                .change(
                        "shared",
                        new JsonObject()
                                .put("tier", "ultimate")
                                .put("limits", limits.put("requests_per_minute", 1000)));
        JsonObject key = operator().key("shared", "chat");
        try (ApiClient first = new ApiClient(one.address(), key.getString("secret"));
                ApiClient second = new ApiClient(two.address(), key.getString("secret"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                calls.add(() -> first.post(Gateway.CHAT, BODY).status());
                calls.add(() -> second.post(Gateway.CHAT, BODY).status());
            }
            Map<Integer, Integer> answered = new TreeMap<>();
            for (Future<Integer> call : threads.invokeAll(calls)) {
                answered.merge(call.get(), 1, Integer::sum);
            }
            assertEquals(Map.of(200, 30, 429, 50), answered);
        }
    }
}
