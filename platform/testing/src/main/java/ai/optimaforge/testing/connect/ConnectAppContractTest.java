// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.connect.ConnectAccount;
import ai.optimaforge.spi.connect.ConnectApp;
import ai.optimaforge.spi.connect.ConnectApp.Action;
import ai.optimaforge.spi.connect.ConnectApp.AuthScheme;
import ai.optimaforge.spi.connect.ConnectApp.Happened;
import ai.optimaforge.spi.connect.ConnectApp.Trigger;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.PluginUnderTest;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.TestPluginContext;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// The contract that every connect app keeps: its actions and triggers do what their schemas
/// claim, and what it does not claim is refused. A plugin inherits it.
///
/// The app is called as the kernel calls it, on an event loop; the plugin is also loaded into a
/// real platform through the real class loader, and unloaded without a trace.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ConnectAppContractTest {
    private static final String NAME = "[a-z][a-z0-9]*(_[a-z0-9]+)*";

    private @Nullable EventLoop loop;
    private @Nullable ConnectApp app;
    private @Nullable PluginUnderTest plugin;

    /// For subclasses.
    protected ConnectAppContractTest() {}

    /// The app. Asked once, on no event loop, before the first test; the place to start what it
    /// calls.
    ///
    /// @param context has the HTTP clients, and nothing else
    /// @throws IOException if what it needs beside it can't be started
    protected abstract ConnectApp app(PluginContext context) throws IOException;

    /// A good call of each action and of each trigger, at least one.
    protected abstract List<Example> examples();

    /// The API key or access token of an account; empty if the app needs none.
    protected Optional<String> credential() {
        return Optional.empty();
    }

    /// The plugin under test; by default the module in whose directory the test runs, as its
    /// build leaves it before it is packaged.
    protected PluginLocation plugin() {
        return PluginLocation.built(Path.of("target"));
    }

    @BeforeAll
    final void start() throws StartFailedException, IOException {
        loop = new EventLoop();
        app = app(new TestPluginContext(loop.vertx()));
        plugin = PluginUnderTest.start(plugin(), builder -> builder);
    }

    @AfterAll
    final void assertUnloadable() {
        loop().close();
        requireNonNull(plugin, "the platform has not been started").assertUnloadable();
    }

    private EventLoop loop() {
        return requireNonNull(loop, "the test has not been started");
    }

    private ConnectApp app() {
        return requireNonNull(app, "the test has not been started");
    }

    private ConnectAccount account(Optional<String> credential) {
        return new ConnectAccount(new TestCall(), credential.map(Secret::of));
    }

    /// Runs an action for the account, and waits for its result.
    protected final JsonObject run(String action, JsonObject arguments) {
        return call(() -> app().run(action, arguments, account(credential())));
    }

    /// Asks what has happened for the account, and waits for the answer.
    protected final Happened poll(String trigger, JsonObject settings, Optional<String> cursor) {
        return call(() -> app().poll(trigger, settings, cursor, account(credential())));
    }

    private <T> T call(Supplier<Future<T>> work) {
        return loop().call(work);
    }

    @Test
    final void should_be_loaded_as_an_app_when_the_platform_starts() {
        assertTrue(
                requireNonNull(plugin).kinds().contains("connect"),
                "the platform found no ConnectAppFactory");
    }

    @Test
    final void should_have_an_example_of_every_action_and_trigger() {
        Set<String> missing = new TreeSet<>();
        app().actions().forEach(action -> missing.add("action " + action.name()));
        app().triggers().forEach(trigger -> missing.add("trigger " + trigger.name()));
        assertFalse(missing.isEmpty(), "the app has neither an action nor a trigger");
        examples()
                .forEach(
                        example ->
                                missing.remove(
                                        (example.isTrigger() ? "trigger " : "action ")
                                                + example.name()));
        assertEquals(Set.of(), missing, "without an example");
    }

    @Test
    final void should_describe_each_action_and_trigger_for_a_reader() {
        Set<String> names = new HashSet<>();
        for (Action action : app().actions()) {
            assertDescribed(action.name(), action.description(), names);
            assertObjectSchema(action.name(), action.inputSchema());
            assertObjectSchema(action.name(), action.outputSchema());
        }
        names.clear();
        for (Trigger trigger : app().triggers()) {
            assertDescribed(trigger.name(), trigger.description(), names);
            assertObjectSchema(trigger.name(), trigger.settingsSchema());
            assertObjectSchema(trigger.name(), trigger.eventSchema());
        }
    }

    private static void assertDescribed(String name, String description, Set<String> names) {
        assertTrue(name.matches(NAME), name + " is no snake_case");
        assertFalse(description.isBlank(), name + " has no description");
        assertTrue(names.add(name), name + " is there twice");
    }

    private static void assertObjectSchema(String name, JsonObject schema) {
        assertEquals("object", schema.getString("type"), name + " has a schema of no object");
    }

    @Test
    final void should_answer_as_its_schemas_say_when_an_example_is_run() {
        for (Example example : examples()) {
            if (example.isTrigger()) {
                Trigger trigger = trigger(example.name());
                assertValid(example.name(), trigger.settingsSchema(), example.arguments());
                Happened first = poll(example.name(), example.arguments(), Optional.empty());
                assertEquals(
                        List.of(),
                        first.events(),
                        example.name() + " tells of what happened before it was first asked");
                poll(example.name(), example.arguments(), Optional.of(first.cursor()))
                        .events()
                        .forEach(
                                event -> assertValid(example.name(), trigger.eventSchema(), event));
            } else {
                Action action = action(example.name());
                assertValid(example.name(), action.inputSchema(), example.arguments());
                assertValid(
                        example.name(),
                        action.outputSchema(),
                        run(example.name(), example.arguments()));
            }
        }
    }

    private Action action(String name) {
        return app().actions().stream()
                .filter(action -> action.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the app has no action " + name));
    }

    private Trigger trigger(String name) {
        return app().triggers().stream()
                .filter(trigger -> trigger.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the app has no trigger " + name));
    }

    private static void assertValid(String name, JsonObject schema, JsonObject value) {
        var errors =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema.encode(), InputFormat.JSON)
                        .validate(value.encode(), InputFormat.JSON);
        assertTrue(errors.isEmpty(), () -> "%s: %s is not as %s".formatted(name, value, errors));
    }

    @Test
    final void should_refuse_an_action_and_a_trigger_that_it_does_not_claim() {
        assertFails(() -> app().run("no_such_action", new JsonObject(), account(credential())));
        assertFails(
                () ->
                        app().poll(
                                        "no_such_trigger",
                                        new JsonObject(),
                                        Optional.empty(),
                                        account(credential())));
    }

    @Test
    final void should_need_a_credential_only_when_it_claims_so() {
        boolean claimed = app().authScheme() != AuthScheme.NONE;
        assertEquals(claimed, credential().isPresent(), "the test's credential");
        if (claimed) {
            for (Example example : examples()) {
                if (!example.isTrigger()) {
                    assertFails(
                            () ->
                                    app().run(
                                                    example.name(),
                                                    example.arguments(),
                                                    account(Optional.of("a-wrong-key"))));
                }
            }
        }
    }

    private void assertFails(Supplier<Future<?>> work) {
        assertThrows(CompletionException.class, () -> call(() -> work.get().mapEmpty()));
    }

    /// A good call.
    ///
    /// @param name the action or trigger
    /// @param arguments what its schema takes
    /// @param isTrigger which of the two it is
    public record Example(String name, JsonObject arguments, boolean isTrigger) {
        /// Of an action.
        public static Example action(String name, JsonObject arguments) {
            return new Example(name, arguments, false);
        }

        /// Of a trigger.
        public static Example trigger(String name, JsonObject settings) {
            return new Example(name, settings, true);
        }
    }
}
