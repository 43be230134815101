// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.connect.ConnectApp;
import ai.optimaforge.spi.connect.ConnectAppFactory;
import ai.optimaforge.testing.connect.ConnectAppContractTest;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The contract kit of apps fails claims that are not kept. One that keeps them passes in
/// `examples/connect-weather`.
class AppKitTest {
    @TempDir private static Path directory;

    private static PluginLocation plugin;

    @BeforeAll
    static void unpack() throws Exception {
        plugin = SpiBaseline.unpacked(directory);
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
                FailedTests.of(App.class));
        assertEquals(
                Set.of(
                        "should_answer_as_its_schemas_say_when_an_example_is_run",
                        "should_have_an_example_of_every_action_and_trigger"),
                FailedTests.of(MoreThanTheApp.class));
    }
}
