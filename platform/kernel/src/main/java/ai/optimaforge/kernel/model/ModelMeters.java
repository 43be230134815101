// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.model.TokenUsage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// What the calls of each provider instance took and used.
final class ModelMeters {
    private final MeterRegistry registry;
    private final Map<String, Meters> byInstance = new ConcurrentHashMap<>();

    /// How a call at an upstream ended.
    enum Outcome {
        OK,
        ERROR,
        CANCELLED
    }

    private record Meters(
            Map<Outcome, Timer> calls,
            Timer firstToken,
            Counter inputTokens,
            Counter outputTokens) {}

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

    private Meters of(String instance) {
        return byInstance.computeIfAbsent(instance, this::create);
    }

    private Meters create(String instance) {
        return new Meters(
                Map.of(
                        Outcome.OK, calls(instance, "ok"),
                        Outcome.ERROR, calls(instance, "error"),
                        Outcome.CANCELLED, calls(instance, "cancelled")),
                timer("forge_model_first_token", "From the call to the first chunk of its stream")
                        .tag("instance", instance)
                        .register(registry),
                tokens(instance, "input"),
                tokens(instance, "output"));
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
}
