// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.model.TokenUsage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What the calls of each provider instance took and used.
final class ModelMeters {
    private final MeterRegistry registry;
    private final Map<String, Meters> byInstance = new ConcurrentHashMap<>();

    /// How a call at an upstream ended.
    enum Outcome {
        /// Well.
        OK,
        /// By the upstream's fault.
        ERROR,
        /// The upstream would not have the request.
        REFUSED,
        /// The client gave it up.
        CANCELLED
    }

    private record Meters(
            Map<Outcome, Timer> calls,
            Timer firstToken,
            Counter inputTokens,
            Counter outputTokens,
            Counter failovers,
            Counter retries) {}

    ModelMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void ended(String instance, Outcome outcome, long nanos) {
        Timer timer = of(instance).calls().get(outcome);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    void firstToken(String instance, long nanos) {
        of(instance).firstToken().record(nanos, TimeUnit.NANOSECONDS);
    }

    void used(String instance, TokenUsage usage) {
        of(instance).inputTokens().increment((double) usage.input());
        of(instance).outputTokens().increment((double) usage.output());
    }

    /// A call went from an instance that failed to another.
    void failedOver(String instance) {
        of(instance).failovers().increment();
    }

    /// A call is tried at the same instance again.
    void retried(String instance) {
        of(instance).retries().increment();
    }

    private Meters of(String instance) {
        return byInstance.computeIfAbsent(instance, this::create);
    }

    private Meters create(String instance) {
        return new Meters(
                Map.of(
                        Outcome.OK, calls(instance, "ok"),
                        Outcome.ERROR, calls(instance, "error"),
                        Outcome.REFUSED, calls(instance, "refused"),
                        Outcome.CANCELLED, calls(instance, "cancelled")),
                timer("forge_model_first_token", "From the call to the first chunk of its stream")
                        .tag("instance", instance)
                        .register(registry),
                tokens(instance, "input"),
                tokens(instance, "output"),
                counter(
                        instance,
                        "forge_model_failovers",
                        "Calls that an instance failed and another was asked"),
                counter(
                        instance,
                        "forge_model_retries",
                        "Calls that an instance failed and was asked again"));
    }

    private Timer calls(String instance, String outcome) {
        return timer("forge_model_calls", "Calls at upstreams, from the choice to the end")
                .tag("instance", instance)
                .tag("outcome", outcome)
                .register(registry);
    }

    private static Timer.Builder timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60));
    }

    private Counter tokens(String instance, String direction) {
        return Counter.builder("forge_model_tokens")
                .description("Tokens, as the upstreams count them")
                .tag("instance", instance)
                .tag("direction", direction)
                .register(registry);
    }

    private Counter counter(String instance, String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag("instance", instance)
                .register(registry);
    }

    /// Shows how many circuits of an instance are open. Asked for again, it goes on as it is.
    ///
    /// @param open how many are open now
    /// @param elsewhere how many are open at other nodes, as far as they have told
    void circuits(String instance, Supplier<Number> open, Supplier<Number> elsewhere) {
        Gauge.builder("forge_model_circuits_open", open)
                .description("Models that failed too often of late, and are left alone for a while")
                .tag("instance", instance)
                .register(registry);
        Gauge.builder("forge_model_circuits_open_elsewhere", elsewhere)
                .description("Models of which another node has told that they failed too often")
                .tag("instance", instance)
                .register(registry);
    }
}
