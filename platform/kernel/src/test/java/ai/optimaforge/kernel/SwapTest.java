// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.plugin.PluginBuild;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.admin.PluginInfo;

import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A version of a plugin comes in the place of another while the platform serves.
@Timeout(60)
class SwapTest {
    /// Sends a number every 20 ms, as often as the path says; for ever for 0.
    private static final String STREAM =
            """
            operations.on("count", call -> {
                int last = Integer.parseInt(call.query("to").orElse("0"));
                long[] sent = {0};
                PluginSubject subject = new PluginSubject();
                ai.optimaforge.spi.stream.PushStream<io.vertx.core.buffer.Buffer> events =
                        new ai.optimaforge.spi.stream.PushStream<>(subject);
                Context loop = Vertx.currentContext();
                loop.owner().setPeriodic(20, timer -> {
                    if (events.isEnded()) {
                        loop.owner().cancelTimer(timer);
                    } else if (sent[0] == last && last > 0) {
                        events.end();
                    } else {
                        events.push(io.vertx.core.buffer.Buffer.buffer(
                                "data: VERSION " + ++sent[0] + "\\n\\n"));
                    }
                });
                return Future.succeededFuture(Answer.events(events));
            });
            operations.on("version", call -> Future.succeededFuture(
                    Answer.json(new JsonObject().put("version", "VERSION"))));
            """;

    private static final String NEVER_ENDS =
            "while (true) { try { Thread.sleep(1_000); } catch (InterruptedException e) {} }";

    @TempDir Path directory;

    private PluginLocation version(String version) {
        return version(version, "");
    }

    private PluginLocation version(String version, String constructor) {
        return PluginBuild.of(directory.resolve(version), "acme")
                .version(version)
                .endpoints(
                        """
                        static final class PluginSubject
                                implements ai.optimaforge.spi.stream.PushStream.Producer {
                            @Override public void pause() {}
                            @Override public void resume() {}
                            @Override public void cancel() {}
                        }
                        public Endpoints(PluginContext context) { %s }
                        """
                                .formatted(constructor),
                        STREAM.replace("VERSION", version))
                .resource(
                        "acme.yaml",
                        """
                        openapi: 3.1.0
                        paths:
                          /version:
                            get: {operationId: version, security: []}
                          /count:
                            get: {operationId: count, security: []}
                        """)
                .installed();
    }

    private static PluginInfo await(Future<PluginInfo> change) throws Exception {
        try {
            return change.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static PluginInfo swap(Kernel kernel, String version) throws Exception {
        return await(kernel.plugins().swap("acme", Optional.of(version), Caller.platform()));
    }

    private static String served(Kernel kernel) {
        return Starting.get(kernel, "/version").body();
    }

    private static void awaitMetric(Kernel kernel, String line) {
        while (Starting.get(kernel, "/metrics").body().lines().noneMatch(line::equals)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void should_run_the_newest_when_several_versions_are_installed() throws Exception {
        try (Kernel kernel = new Starting(directory).start(version("1.9.0"), version("1.10.0"))) {
            assertEquals("{\"version\":\"1.10.0\"}", served(kernel));
            PluginInfo plugin = kernel.plugins().list().getFirst();
            assertEquals("1.10.0", plugin.version());
            assertEquals(
                    List.of(new PluginInfo.Version("1.9.0", "installed", "", 0)), plugin.others());
        }
    }

    @Test
    void should_fail_no_call_when_versions_change_under_load() throws Exception {
        try (Kernel kernel =
                new Starting(directory)
                        .set("plugin-host.unload-check", "50 ms")
                        .start(version("1.0.0"), version("1.1.0"))) {
            Load load = new Load(kernel);
            for (int swaps = 0; swaps < 20; swaps++) {
                String version = swaps % 2 == 0 ? "1.0.0" : "1.1.0";
                assertEquals(version, swap(kernel, version).version());
                assertEquals("{\"version\":\"" + version + "\"}", served(kernel));
            }
            assertEquals(List.of(), load.stop());
            assertTrue(load.answers.get() > 100, () -> "only " + load.answers);
            while (!kernel.plugins().list().getFirst().others().stream()
                    .allMatch(other -> other.state().equals("installed"))) {
                Thread.onSpinWait();
            }
            awaitMetric(kernel, "forge_plugin_classloader_retained{plugin=\"acme\"} 0.0");
        }
    }

    /// Calls without a pause.
    private static final class Load {
        final List<String> failures = new ArrayList<>();
        final AtomicInteger answers = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread caller;

        Load(Kernel kernel) {
            caller = Thread.ofVirtual().start(() -> call(kernel));
        }

        private void call(Kernel kernel) {
            HttpRequest request =
                    HttpRequest.newBuilder(kernel.address().resolve("/version")).build();
            try (HttpClient client = HttpClient.newHttpClient()) {
                while (!over.get()) {
                    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                    answers.incrementAndGet();
                    if (answer.statusCode() != 200) {
                        failures.add(answer.body());
                    }
                }
            } catch (Exception e) {
                failures.add(e.toString());
            }
        }

        /// @return what was answered other than 200
        List<String> stop() throws InterruptedException {
            over.set(true);
            caller.join();
            return failures;
        }
    }

    @Test
    void should_end_a_stream_on_the_version_that_began_it_when_that_is_replaced() throws Exception {
        try (Kernel kernel = new Starting(directory).start(version("1.0.0"), version("2.0.0"));
                HttpClient client = HttpClient.newHttpClient()) {
            swap(kernel, "1.0.0");
            List<String> lines = new ArrayList<>();
            CompletableFuture<Void> begun = new CompletableFuture<>();
            CompletableFuture<Void> read = read(client, kernel, "/count?to=10", lines, begun);
            begun.get(10, TimeUnit.SECONDS);
            PluginInfo now = swap(kernel, "2.0.0");
            assertEquals(
                    List.of(new PluginInfo.Version("1.0.0", "draining", "", 1)),
                    now.others().stream().filter(v -> v.inFlight() > 0).toList());
            read.get(20, TimeUnit.SECONDS);
            assertEquals(10, lines.stream().filter(l -> l.startsWith("data: 1.0.0 ")).count());
            assertEquals("{\"version\":\"2.0.0\"}", served(kernel));
        }
    }

    private static CompletableFuture<Void> read(
            HttpClient client,
            Kernel kernel,
            String path,
            List<String> lines,
            CompletableFuture<Void> begun) {
        HttpRequest request = HttpRequest.newBuilder(kernel.address().resolve(path)).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofLines())
                .thenAcceptAsync(
                        answer -> {
                            try (Stream<String> body = answer.body()) {
                                body.forEach(
                                        line -> {
                                            lines.add(line);
                                            begun.complete(null);
                                        });
                            }
                        });
    }

    @Test
    void should_cut_a_stream_with_an_error_when_it_does_not_end_in_time() throws Exception {
        try (Kernel kernel =
                        new Starting(directory)
                                .set("plugin-host.drain-timeout", "100 ms")
                                .start(version("1.0.0"), version("2.0.0"));
                HttpClient client = HttpClient.newHttpClient()) {
            List<String> lines = new ArrayList<>();
            CompletableFuture<Void> begun = new CompletableFuture<>();
            CompletableFuture<Void> read = read(client, kernel, "/count", lines, begun);
            begun.get(10, TimeUnit.SECONDS);
            swap(kernel, "1.0.0");
            read.get(20, TimeUnit.SECONDS);
            String last = lines.stream().filter(line -> !line.isEmpty()).toList().getLast();
            assertTrue(last.contains("\"code\":\"plugin_stopped\""), last);
            assertTrue(last.contains("acme 2.0.0"), last);
            awaitMetric(kernel, "forge_plugin_calls_cut_total{plugin=\"acme\"} 1.0");
        }
    }

    @Test
    void should_keep_the_old_version_when_the_new_one_can_not_start() throws Exception {
        try (Kernel kernel =
                new Starting(directory)
                        .start(
                                version(
                                        "1.0.0",
                                        "throw new IllegalStateException(\"no Tuesday\");"),
                                version("1.1.0"))) {
            ForgeException refused =
                    assertThrows(ForgeException.class, () -> swap(kernel, "1.0.0"));
            assertEquals("plugin_failed", refused.errorCode().code());
            assertTrue(refused.message().contains("no Tuesday"), refused.message());
            assertEquals("{\"version\":\"1.1.0\"}", served(kernel));
            PluginInfo plugin = kernel.plugins().list().getFirst();
            assertEquals("started", plugin.state());
            assertEquals("failed", plugin.others().getFirst().state());
        }
    }

    @Test
    void should_cut_the_start_when_a_constructor_never_ends() throws Exception {
        try (Kernel kernel =
                new Starting(directory)
                        .set("plugin-host.start-timeout", "2 s")
                        .start(version("1.0.0", NEVER_ENDS), version("1.1.0"))) {
            ForgeException refused =
                    assertThrows(ForgeException.class, () -> swap(kernel, "1.0.0"));
            assertTrue(
                    refused.message()
                            .contains(
                                    "did not start within 2000 ms; it was at acme//acme.Endpoints"),
                    refused.message());
            assertEquals("{\"version\":\"1.1.0\"}", served(kernel));
        }
    }

    @Test
    void should_serve_nothing_of_it_when_a_plugin_is_stopped() throws Exception {
        try (Kernel kernel = new Starting(directory).start(version("1.0.0"))) {
            await(kernel.plugins().stop("acme", Caller.platform()));
            assertEquals(404, Starting.get(kernel, "/version").statusCode());
            assertThrows(
                    ForgeException.class,
                    () -> await(kernel.plugins().stop("acme", Caller.platform())));
            assertEquals(
                    "started", await(kernel.plugins().start("acme", Caller.platform())).state());
            assertEquals("{\"version\":\"1.0.0\"}", served(kernel));
        }
    }

    @Test
    void should_name_what_is_near_when_there_is_no_such_plugin_or_version() throws Exception {
        try (Kernel kernel = new Starting(directory).start(version("1.0.0"))) {
            assertEquals(
                    "There is no plugin acne. Did you mean acme?",
                    assertThrows(
                                    ForgeException.class,
                                    () ->
                                            await(
                                                    kernel.plugins()
                                                            .swap(
                                                                    "acne",
                                                                    Optional.empty(),
                                                                    Caller.platform())))
                            .message());
            assertEquals(
                    "Version 3.0.0 of plugin acme is not installed; there is 1.0.0.",
                    assertThrows(ForgeException.class, () -> swap(kernel, "3.0.0")).message());
        }
    }

    @Test
    void should_name_the_holder_when_a_class_loader_stays() throws Exception {
        String thread =
                "new Thread(() -> { try { Thread.sleep(60_000); } catch (InterruptedException e) {}"
                        + " }, \"acme-forever\") {{ setDaemon(true); }}.start();";
        try (Kernel kernel =
                new Starting(directory)
                        .set("plugin-host.unload-check", "50 ms")
                        .start(version("1.0.0", thread), version("1.1.0"))) {
            swap(kernel, "1.0.0");
            swap(kernel, "1.1.0");
            awaitMetric(kernel, "forge_plugin_classloader_retained{plugin=\"acme\"} 1.0");
        }
    }

    @Test
    void should_take_what_is_installed_later_when_it_is_reloaded() throws Exception {
        PluginLocation later = PluginBuild.serving(directory.resolve("later"), "later").installed();
        try (Kernel kernel = new Starting(directory).start(version("1.0.0"))) {
            assertEquals("later", kernel.reload(later).id());
            assertEquals(200, Starting.get(kernel, "/later").statusCode());
            assertEquals("later", kernel.reload(later).id());
        }
    }
}
