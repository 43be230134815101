// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.testing.PluginUnderTest;
import ai.optimaforge.testing.TestPlatform;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The contract that every endpoint group keeps: what its OpenAPI file claims works, and what it
/// does not claim is refused properly. A plugin inherits it.
///
/// The plugin runs in a real platform, comes through the real class loader, and is called over
/// HTTP: what holds here holds for clients. When all is done it is unloaded, and its class loader
/// must be gone.
///
/// ```java
/// class AcmeTest extends EndpointGroupContractTest {
///     @Override
///     protected List<Example> examples() {
///         return List.of(Example.get("acme", "/v1/acme"));
///     }
/// }
/// ```
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EndpointGroupContractTest {
    private @Nullable PluginUnderTest plugin;
    private List<DescribedOperation> operations = List.of();

    /// For subclasses.
    protected EndpointGroupContractTest() {}

    /// A good call of each operation, at least one. Asked by each test.
    protected abstract List<Example> examples();

    /// The plugin under test; by default the module in whose directory the test runs, as its
    /// build leaves it before it is packaged.
    protected PluginLocation plugin() {
        return PluginLocation.built(Path.of("target"));
    }

    /// What else the platform has: settings, another plugin, a provider. Asked once.
    protected TestPlatform.Builder platform(TestPlatform.Builder builder) {
        return builder;
    }

    /// A client with a key that carries all scopes; to be closed.
    protected final ApiClient client() {
        return started().client();
    }

    @BeforeAll
    final void startPlatform() throws StartFailedException {
        plugin = PluginUnderTest.start(plugin(), this::platform);
        try (ApiClient client = client()) {
            operations = DescribedOperation.ofPlugins(client.get("/openapi.json").json());
        }
    }

    @AfterAll
    final void assertUnloadable() {
        started().assertUnloadable();
    }

    private PluginUnderTest started() {
        return requireNonNull(plugin, "the platform has not been started");
    }

    private DescribedOperation operation(Example example) {
        return operations.stream()
                .filter(operation -> operation.id().equals(example.operation()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no contract has " + example.operation()));
    }

    @Test
    final void should_have_an_example_of_every_operation() {
        Set<String> missing = new TreeSet<>();
        operations.forEach(operation -> missing.add(operation.id()));
        examples().forEach(example -> missing.remove(example.operation()));
        assertEquals(Set.of(), missing, "operations without an example");
        assertTrue(!operations.isEmpty(), "the plugin has no operation");
    }

    @Test
    final void should_answer_as_its_contract_says_when_a_call_is_good() {
        try (ApiClient client = client()) {
            for (Example example : examples()) {
                DescribedOperation operation = operation(example);
                if (example.isWebSocket()) {
                    continue;
                }
                ApiResponse answer = client.send(example.method(), example.path(), example.body());
                assertTrue(answer.status() / 100 == 2, () -> told(example, answer));
                Map<String, Set<String>> described = operation.answers();
                String status = String.valueOf(answer.status());
                assertTrue(
                        described.containsKey(status),
                        () -> told(example, answer) + " and its contract has no " + status);
                String type = answer.header("content-type").replaceFirst(";.*", "").strip();
                assertTrue(
                        type.isEmpty() || described.getOrDefault(status, Set.of()).contains(type),
                        () ->
                                "%s answers with %s, its contract has %s"
                                        .formatted(
                                                example.operation(), type, described.get(status)));
                assertWhole(example, type, answer);
            }
        }
    }

    private static void assertWhole(Example example, String type, ApiResponse answer) {
        if (type.equals("text/event-stream")) {
            assertTrue(answer.text().endsWith("\n\n"), example.operation() + ": a cut frame");
        }
        if (type.equals("application/json")) {
            answer.json();
        }
    }

    @Test
    final void should_be_refused_without_a_key_when_its_contract_asks_for_a_scope() {
        for (Example example : examples()) {
            int status = statusWithoutKey(example);
            DescribedOperation operation = operation(example);
            assertEquals(
                    operation.isOpen() || operation.isOpenOnLoopback(),
                    status != 401,
                    () -> "%s answers %d without a key".formatted(example.operation(), status));
        }
    }

    private int statusWithoutKey(Example example) {
        if (example.isWebSocket()) {
            return FirstMessage.statusWithoutKey(started().platform().address(), example);
        }
        try (ApiClient client = client()) {
            return client.sendWithoutKey(example.path(), example::shape).status();
        }
    }

    @Test
    final void should_be_refused_when_its_contract_has_no_such_method() {
        try (ApiClient client = client()) {
            for (Example example : examples()) {
                String path = operation(example).path();
                Set<String> methods =
                        operations.stream()
                                .filter(other -> other.path().equals(path))
                                .map(DescribedOperation::method)
                                .collect(Collectors.toSet());
                for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
                    if (!methods.contains(method)) {
                        ApiResponse answer = client.send(method, example.path(), "");
                        assertEquals(405, answer.status(), () -> told(example, answer));
                    }
                }
            }
        }
    }

    @Test
    final void should_open_a_web_socket_when_its_contract_says_so() {
        for (Example example : examples()) {
            assertEquals(
                    operation(example).isWebSocket(),
                    example.isWebSocket(),
                    example.operation() + ": x-forge-websocket");
            if (example.isWebSocket()) {
                TestPlatform platform = started().platform();
                String first = FirstMessage.of(platform.address(), platform.key(), example);
                assertTrue(!first.isEmpty(), example.operation() + " answers with nothing");
                try (ApiClient client = client()) {
                    assertEquals(426, client.get(example.path()).status());
                }
            }
        }
    }

    private static String told(Example example, ApiResponse answer) {
        return "%s answers %d: %s".formatted(example.operation(), answer.status(), answer.text());
    }

    /// A good call.
    ///
    /// @param operation the operation that it calls
    /// @param method the HTTP method; empty for a WebSocket
    /// @param path path and query
    /// @param body JSON, or the first message of a WebSocket; empty for none
    public record Example(String operation, String method, String path, String body) {
        /// A `GET`.
        public static Example get(String operation, String path) {
            return new Example(operation, "GET", path, "");
        }

        /// A `POST`.
        public static Example post(String operation, String path, String json) {
            return new Example(operation, "POST", path, json);
        }

        /// A WebSocket, and a text that it answers.
        public static Example webSocket(String operation, String path, String message) {
            return new Example(operation, "", path, message);
        }

        boolean isWebSocket() {
            return method.isEmpty();
        }

        HttpRequest.Builder shape(HttpRequest.Builder request) {
            return body.isEmpty()
                    ? request.method(method, BodyPublishers.noBody())
                    : request.header("content-type", "application/json")
                            .method(method, BodyPublishers.ofString(body));
        }
    }
}
