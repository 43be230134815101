// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.routing;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.testing.TestPlatform;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.FakeUpstream;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.Reply;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// The assembled platform in front of several fake upstreams, one set for a test class. Every
/// test begins with upstreams that are well and have seen no call yet.
final class Fleet implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback {
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, FakeUpstream> upstreams = new LinkedHashMap<>();
    private final Map<String, Integer> seen = new LinkedHashMap<>();
    private UnaryOperator<TestPlatform.Builder> shape = builder -> builder;
    private @Nullable TestPlatform platform;
    private @Nullable ApiClient client;

    /// Adds a provider instance.
    ///
    /// @param yaml what its file says beside its address and key
    Fleet with(String name, String yaml) {
        settings.put(name, yaml);
        return this;
    }

    Fleet shaped(UnaryOperator<TestPlatform.Builder> how) {
        shape = how;
        return this;
    }

    /// Two instances of a model that share its load, and one of a lesser model.
    static Fleet twins() {
        return new Fleet()
                .with(
                        "one",
                        "type: openai\nmodels: [good]\ngroup: twins\nfirst-byte-timeout: 2 s\n")
                .with(
                        "two",
                        "type: openai\nmodels: [good]\ngroup: twins\nfirst-byte-timeout: 2 s\n")
                .with("other", "type: openai\nmodels: [lesser]\nfirst-byte-timeout: 2 s\n");
    }

    FakeUpstream upstream(String name) {
        return requireNonNull(upstreams.get(name), name);
    }

    TestPlatform platform() {
        return requireNonNull(platform);
    }

    ApiClient client() {
        return requireNonNull(client);
    }

    /// All upstreams answer so, whatever is asked.
    void all(Reply reply) {
        upstreams.values().forEach(upstream -> upstream.always(reply));
    }

    /// The first calls, wherever they go, are answered so; all others well.
    void first(Reply... replies) {
        AtomicInteger calls = new AtomicInteger();
        upstreams
                .values()
                .forEach(
                        upstream ->
                                upstream.when(
                                        request -> calls.get() < replies.length,
                                        (request, wire) ->
                                                replies[calls.getAndIncrement()].play(
                                                        request, wire)));
    }

    ApiResponse chat(String model) {
        return chat(model, new JsonObject());
    }

    ApiResponse chat(String model, JsonObject more) {
        return client().post(Gateway.CHAT, request(model, more).encode());
    }

    static JsonObject request(String model, JsonObject more) {
        JsonObject message = new JsonObject().put("role", "user").put("content", "Hello");
        return new JsonObject()
                .put("model", model)
                .put("messages", new JsonArray().add(message))
                .mergeIn(more);
    }

    static JsonObject routing(String option, Object value) {
        return new JsonObject()
                .put("forge", new JsonObject().put("routing", new JsonObject().put(option, value)));
    }

    static JsonObject metadata(ApiResponse answer) {
        JsonObject metadata = answer.json().getJsonObject("forge_metadata");
        if (metadata == null) {
            throw new AssertionError("no metadata: " + answer);
        }
        return metadata;
    }

    static List<JsonObject> attempts(JsonObject metadata) {
        return objects(metadata.getJsonArray("attempts", new JsonArray()));
    }

    static List<JsonObject> objects(JsonArray array) {
        return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).toList();
    }

    /// How many chat calls came to an upstream in this test.
    int calls(String name) {
        return chats(name) - seen.getOrDefault(name, 0);
    }

    /// How many chat calls came to all upstreams in this test.
    int calls() {
        return upstreams.keySet().stream().mapToInt(this::calls).sum();
    }

    private int chats(String name) {
        return (int) upstream(name).requests().stream().filter(Fleet::isChat).count();
    }

    private static boolean isChat(RecordedRequest request) {
        return request.path().equals(Gateway.CHAT);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws StartFailedException {
        TestPlatform.Builder builder = Gateway.builder().set("routing.failover", "true");
        settings.forEach(
                (name, yaml) -> {
                    FakeUpstream upstream = FakeUpstream.start();
                    upstreams.put(name, upstream);
                    builder.provider(
                            name,
                            "base-url: %s\napi-key: sk-none\n%s"
                                    .formatted(upstream.baseUrl(), yaml));
                });
        platform = shape.apply(builder).start();
        client = new ApiClient(platform.address(), platform.key());
        platform.report();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        upstreams.forEach(
                (name, upstream) -> {
                    upstream.recover();
                    seen.put(name, chats(name));
                });
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (client != null) {
            client.close();
        }
        // first, so that no call is waited for
        upstreams.values().forEach(FakeUpstream::close);
        if (platform != null) {
            platform.close();
        }
    }
}
