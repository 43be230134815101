// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.kernel.plugin.PluginLoad;
import ai.optimaforge.spi.Calls;
import ai.optimaforge.spi.ForgeException;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// The HTTP side of the platform: what is published is served, on every event loop.
public final class HttpRoom {
    private final Vertx vertx;
    private final HttpConfig config;
    private final HttpServices services;
    private final MeterRegistry registry;
    private final Gate gate;
    private final AtomicInteger openConnections = new AtomicInteger();
    private final List<Server> servers = new CopyOnWriteArrayList<>();
    private final BoundGroup own;
    private volatile Published published;
    private volatile boolean draining;

    private record Published(Router router, Supplier<Buffer> openApi) {}

    /// A room that serves nothing yet.
    ///
    /// @param metrics gives the text of `/metrics`
    public HttpRoom(
            Vertx vertx,
            HttpConfig config,
            HttpServices services,
            MeterRegistry registry,
            Supplier<String> metrics) {
        this.vertx = vertx;
        this.config = config;
        this.services = services;
        this.registry = registry;
        this.gate = new Gate(config.maxInFlight(), config.bodyMemory().bytes());
        this.published = new Published(new Router(List.of()), Buffer::buffer);
        this.own =
                BoundGroup.bind(
                        PluginLoad.ofKernel(),
                        new KernelEndpoints(
                                () -> !draining, metrics, () -> published.openApi().get()));
        gauge("forge_calls_in_flight", "Calls that are not answered yet", gate::inFlight);
        gauge("forge_body_bytes", "Memory that bodies of calls in flight take", gate::bodyMemory);
        gauge("forge_connections", "Open connections of clients", openConnections::get);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /// Serves these groups from now on, and no others; calls in flight are not touched.
    ///
    /// @throws IllegalArgumentException if two groups have the same operation, or the same path
    /// and method
    public void publish(Collection<BoundGroup> groups) {
        List<BoundGroup> all = new ArrayList<>(List.of(own));
        all.addAll(groups);
        List<Operation> operations = all.stream().flatMap(g -> g.operations().stream()).toList();
        requireUnique(operations);
        List<Contract> contracts = all.stream().map(BoundGroup::contract).toList();
        published = new Published(new Router(operations), () -> OpenApiUnion.of(contracts));
    }

    private static void requireUnique(List<Operation> operations) {
        Map<String, Operation> seen = new HashMap<>();
        for (Operation operation : operations) {
            for (String key :
                    List.of(
                            "operation " + operation.id(),
                            operation.method() + " " + operation.path())) {
                Operation other = seen.putIfAbsent(key, operation);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "%s is in %s and in %s: remove one of them, or ask its author for another"
                                    .formatted(
                                            key, other.load().inFull(), operation.load().inFull()));
                }
            }
        }
    }

    /// Completes when no call is on its way to an operation that was published before.
    public Future<Void> settled() {
        return Future.join(servers.stream().map(server -> server.onLoop(handler -> {})).toList())
                .mapEmpty();
    }

    /// Ends the calls that a plugin is busy with, streams with an error frame.
    public Future<Void> stop(PluginLoad load, ForgeException failure) {
        return Future.join(
                        servers.stream()
                                .map(server -> server.onLoop(calls -> calls.stop(load, failure)))
                                .toList())
                .mapEmpty();
    }

    /// The calls that a plugin begins itself.
    public Calls calls(String plugin) {
        return new BegunCalls(plugin, vertx, services, registry);
    }

    /// The contracts of all that is published, as one document.
    public Buffer openApi() {
        return published.openApi().get();
    }

    /// Opens the port.
    ///
    /// @return the port, once every event loop listens on it
    public Future<Integer> listen() {
        Server first = server(0);
        return vertx.deployVerticle(first)
                .compose(
                        id -> {
                            List<Future<String>> others = new ArrayList<>();
                            for (int loop = 1; loop < config.loops(); loop++) {
                                others.add(vertx.deployVerticle(server(loop)));
                            }
                            return Future.all(others);
                        })
                .map(all -> first.actualPort());
    }

    private Server server(int loop) {
        Server server =
                new Server(
                        config,
                        () -> published.router(),
                        gate,
                        services,
                        registry,
                        openConnections,
                        new LoopLag(registry, loop));
        servers.add(server);
        return server;
    }

    /// Whether it is about to stop.
    public boolean isDraining() {
        return draining;
    }

    /// How many connections of clients are open.
    public long connections() {
        return openConnections.get();
    }

    /// How many wait, by what for.
    public Map<String, Long> queues() {
        return Map.of("calls_in_flight", (long) gate.inFlight());
    }

    /// Says that it is about to stop, takes no new connections after `http.drain-delay`, and
    /// completes when the calls in flight are done or `http.drain-timeout` is over.
    public Future<Void> drain() {
        draining = true;
        Future<Void> waited =
                config.drainDelay().isZero()
                        ? Future.succeededFuture()
                        : vertx.timer(config.drainDelay().toMillis(), TimeUnit.MILLISECONDS)
                                .mapEmpty();
        return waited.compose(
                        done ->
                                Future.join(
                                        servers.stream()
                                                .map(s -> s.drain(config.drainTimeout()))
                                                .toList()))
                .mapEmpty();
    }
}
