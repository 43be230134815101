// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.connect.ConnectApp;
import ai.optimaforge.spi.connect.ConnectAppFactory;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.testing.connect.ConnectAppContractTest;
import ai.optimaforge.testing.endpoint.EndpointGroupContractTest;
import ai.optimaforge.testing.interceptor.ChatInterceptorContractTest;
import ai.optimaforge.testing.provider.ModelProviderContractTest;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The contract kits, held against a plugin that is known to keep its contracts: they pass what
/// is claimed rightly, and fail a claim too much and one too few.
class KitsTest {
    @TempDir private static Path directory;

    private static PluginLocation plugin;

    @BeforeAll
    static void unpack() throws Exception {
        plugin = SpiBaseline.unpacked(directory);
    }

    private static Set<String> failuresOf(Class<?> kit) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(kit))
                .execute()
                .allEvents()
                .failed()
                .stream()
                .map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName().replaceFirst("\\(\\)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static class Endpoints extends EndpointGroupContractTest {
        @Override
        protected PluginLocation plugin() {
            return plugin;
        }

        @Override
        protected List<Example> examples() {
            return List.of(
                    Example.get("helloEndpoint", "/v1/hello-endpoint"),
                    Example.post("helloEndpointStream", "/v1/hello-endpoint/stream", "{}"),
                    Example.webSocket("helloEndpointSocket", "/v1/hello-endpoint/socket", "Ada"));
        }
    }

    static class TooFewEndpoints extends Endpoints {
        @Override
        protected List<Example> examples() {
            return super.examples().subList(0, 2);
        }
    }

    static class WrongEndpoints extends Endpoints {
        @Override
        protected List<Example> examples() {
            return List.of(
                    // refused by the group itself
                    Example.post(
                            "helloEndpointStream", "/v1/hello-endpoint/stream", "{\"times\":0}"),
                    // no WebSocket
                    Example.webSocket("helloEndpoint", "/v1/hello-endpoint", "Ada"),
                    Example.webSocket("helloEndpointSocket", "/v1/hello-endpoint/socket", "Ada"));
        }
    }

    @Test
    void should_pass_a_group_that_keeps_its_contract() {
        assertEquals(Set.of(), failuresOf(Endpoints.class));
    }

    @Test
    void should_fail_a_group_when_an_operation_has_no_example() {
        assertEquals(
                Set.of("should_have_an_example_of_every_operation"),
                failuresOf(TooFewEndpoints.class));
    }

    @Test
    void should_fail_a_group_when_it_does_not_answer_as_it_claims() {
        Set<String> failures = failuresOf(WrongEndpoints.class);
        assertEquals(
                Set.of(
                        "should_answer_as_its_contract_says_when_a_call_is_good",
                        "should_open_a_web_socket_when_its_contract_says_so"),
                failures);
    }

    static class Provider extends ModelProviderContractTest {
        @Override
        protected PluginLocation plugin() {
            return plugin;
        }

        @Override
        protected String settings() {
            return "type: provider-echo";
        }

        @Override
        protected String chatModel() {
            return "echo-1";
        }

        @Override
        protected Set<Capability> claims() {
            return Set.of(Capability.CHAT, Capability.CHAT_STREAM);
        }
    }

    static class BoastingProvider extends Provider {
        @Override
        protected String embeddingModel() {
            return "echo-1";
        }

        @Override
        protected Set<Capability> claims() {
            return Set.of(Capability.CHAT, Capability.CHAT_STREAM, Capability.EMBEDDINGS);
        }
    }

    static class ModestProvider extends Provider {
        @Override
        protected Set<Capability> claims() {
            return Set.of(Capability.CHAT);
        }
    }

    @Test
    void should_pass_a_provider_that_keeps_its_claims() {
        assertEquals(Set.of(), failuresOf(Provider.class));
    }

    @Test
    void should_fail_a_provider_when_it_claims_too_much_or_too_little() {
        assertEquals(
                Set.of("should_embed_in_order_when_it_claims_embeddings"),
                failuresOf(BoastingProvider.class));
        assertEquals(
                Set.of("should_be_refused_naming_the_model_when_it_does_not_claim_it"),
                failuresOf(ModestProvider.class));
    }

    static class Interceptor extends ChatInterceptorContractTest {
        @Override
        protected PluginLocation plugin() {
            return plugin;
        }

        @Override
        protected String name() {
            return "interceptor-redact";
        }

        @Override
        protected Set<Claim> claims() {
            return Set.of(Claim.CHANGES_REQUEST, Claim.CHANGES_ANSWER);
        }

        @Override
        protected String prompt() {
            return "I am ada@example.com.";
        }

        @Override
        protected String answer() {
            return "You are ada@example.com.";
        }
    }

    static class ModestInterceptor extends Interceptor {
        @Override
        protected Set<Claim> claims() {
            return Set.of();
        }
    }

    static class BoastingInterceptor extends Interceptor {
        @Override
        protected Set<Claim> claims() {
            return Set.of(Claim.ANSWERS);
        }
    }

    @Test
    void should_pass_an_interceptor_that_keeps_its_claims() {
        assertEquals(Set.of(), failuresOf(Interceptor.class));
    }

    @Test
    void should_fail_an_interceptor_when_it_does_more_or_less_than_it_claims() {
        assertEquals(
                Set.of(
                        "should_change_the_answer_only_when_it_claims_so",
                        "should_change_the_request_only_when_it_claims_so"),
                failuresOf(ModestInterceptor.class));
        assertEquals(
                Set.of("should_answer_without_the_model_only_when_it_claims_so"),
                failuresOf(BoastingInterceptor.class));
    }

    /// The app of the plugin, by a class loader of the test's: the kit calls it on a loop of its
    /// own. The weather service is not there, so an example of a call can't succeed.
    static class App extends ConnectAppContractTest {
        @Override
        protected PluginLocation plugin() {
            return plugin;
        }

        @Override
        protected ConnectApp app(PluginContext context) throws IOException {
            URL jar = plugin.classPath().getFirst().toUri().toURL();
            try {
                Class<?> type =
                        URLClassLoader.newInstance(new URL[] {jar})
                                .loadClass("com.example.connectweather.ConnectWeather");
                Object factory = type.getConstructor(PluginContext.class).newInstance(context);
                return create((ConnectAppFactory<?>) factory);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private static <C extends Record> ConnectApp create(ConnectAppFactory<C> factory)
                throws ReflectiveOperationException {
            return factory.create(
                    factory.configType()
                            .getConstructor(URI.class)
                            .newInstance(URI.create("http://127.0.0.1:1")));
        }

        @Override
        protected List<Example> examples() {
            JsonObject rome = new JsonObject().put("place", "Rome");
            return List.of(
                    Example.action("current_weather", rome),
                    Example.trigger("weather_changed", rome));
        }
    }

    static class MoreThanTheApp extends App {
        @Override
        protected Optional<String> credential() {
            return Optional.of("key");
        }

        @Override
        protected List<Example> examples() {
            return List.of(Example.action("tomorrows_weather", new JsonObject()));
        }
    }

    @Test
    void should_fail_an_app_when_it_does_not_do_what_it_claims() {
        assertEquals(
                Set.of(
                        "should_answer_as_its_schemas_say_when_an_example_is_run",
                        "should_need_a_credential_only_when_it_claims_so"),
                failuresOf(App.class));
        assertEquals(
                Set.of(
                        "should_answer_as_its_schemas_say_when_an_example_is_run",
                        "should_have_an_example_of_every_action_and_trigger"),
                failuresOf(MoreThanTheApp.class));
    }
}
