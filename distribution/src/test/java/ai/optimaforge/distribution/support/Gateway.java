// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.support;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.testing.TestPlatform;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.FakeUpstream;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.Reply;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// The assembled platform in front of a fake upstream, one for a test class. Its provider `up`
/// has the model `fake`; every test begins with a script that is empty.
public final class Gateway implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback {
    /// The path of chat completions.
    public static final String CHAT = "/v1/chat/completions";

    /// What the platform sends to the upstream as its own key.
    public static final String UPSTREAM_KEY = "sk-of-the-operator-0123456789";

    /// How long anything that should happen at once may take on a busy machine.
    public static final Duration SOON = Duration.ofSeconds(10);

    private static final Path PLUGINS =
            Path.of(System.getProperty("forge.home", "target/forge"), "plugins");

    private final BiFunction<TestPlatform.Builder, FakeUpstream, TestPlatform.Builder> shape;
    private @Nullable FakeUpstream upstream;
    private @Nullable TestPlatform platform;
    private @Nullable ApiClient client;

    private Gateway(BiFunction<TestPlatform.Builder, FakeUpstream, TestPlatform.Builder> shape) {
        this.shape = shape;
    }

    /// A gateway with the usual settings.
    public static Gateway usual() {
        return with(builder -> builder);
    }

    /// A gateway whose platform is shaped so.
    public static Gateway with(UnaryOperator<TestPlatform.Builder> shape) {
        return new Gateway(
                (builder, upstream) -> shape.apply(builder).provider("up", provider(upstream)));
    }

    /// A gateway whose provider has these settings more, as YAML.
    public static Gateway withProvider(String settings) {
        return new Gateway(
                (builder, upstream) -> builder.provider("up", provider(upstream) + settings));
    }

    /// A gateway in front of every kind of provider: beside `up` there are `claude` and `gemini`,
    /// which speak the wires of Anthropic and Google to the same upstream and have each a model
    /// `fake-chat`, and `box`, the sandbox.
    public static Gateway ofAllWires() {
        return new Gateway(
                (builder, upstream) -> {
                    providersOfAllWires(upstream).forEach(builder::provider);
                    return builder;
                });
    }

    /// The files of providers of every kind, by their names.
    public static Map<String, String> providersOfAllWires(FakeUpstream upstream) {
        return Map.of(
                "up", provider(upstream),
                "claude", provider("anthropic", upstream.origin()),
                "gemini", provider("google", upstream.origin()),
                "box", "type: sandbox\n");
    }

    /// A platform with all plugins of the distribution, not started yet. What an upstream does
    /// reaches the client at once: nothing is tried twice, and no circuit opens.
    public static TestPlatform.Builder builder() {
        TestPlatform.Builder builder =
                TestPlatform.builder()
                        .set("routing.failover", "false")
                        .set("routing.circuit-failures", "0");
        PluginLocation.allInstalled(PLUGINS).forEach(builder::plugin);
        return builder;
    }

    /// The settings of a provider whose upstream is this.
    public static String provider(FakeUpstream upstream) {
        return provider("openai", upstream.baseUrl());
    }

    private static String provider(String type, String baseUrl) {
        return """
        type: %s
        base-url: %s
        api-key: %s
        """
                .formatted(type, baseUrl, UPSTREAM_KEY);
    }

    /// The fake upstream.
    public FakeUpstream upstream() {
        return requireNonNull(upstream);
    }

    /// The platform.
    public TestPlatform platform() {
        return requireNonNull(platform);
    }

    /// A client of the platform.
    public ApiClient client() {
        return requireNonNull(client);
    }

    /// Scripts the answer to the next call.
    public void answer(Reply reply) {
        upstream().next(reply);
    }

    /// Opens a chat stream.
    public EventStream stream(String request) {
        return client().stream(CHAT, request);
    }

    /// The request that reached the upstream and that no test has looked at yet.
    public RecordedRequest received() {
        return upstream().nextRequest(SOON);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws StartFailedException {
        FakeUpstream started = FakeUpstream.start();
        upstream = started;
        platform = shape.apply(builder(), started).start();
        client = new ApiClient(platform.address(), platform.key());
        // the list of models, which the script of a test is not for
        platform.report();
        started.nextRequest(SOON);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        upstream().recover();
        // what an earlier test did not look at
        while (upstream().hasUnseen()) {
            received();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (client != null) {
            client.close();
        }
        // first, so that no call is waited for
        if (upstream != null) {
            upstream.close();
        }
        if (platform != null) {
            platform.close();
        }
    }
}
