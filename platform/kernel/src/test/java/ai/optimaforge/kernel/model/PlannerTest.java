// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.catalog.KnownModels;
import ai.optimaforge.kernel.model.Planner.Asked;
import ai.optimaforge.kernel.routing.RoutingConfig;
import ai.optimaforge.kernel.routing.RoutingOptions;
import ai.optimaforge.kernel.routing.RoutingRules;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.Prices;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

class PlannerTest {
    private final Vertx vertx = Vertx.vertx();
    private final Planner planner =
            new Planner(
                    new RoutingConfig(
                            true,
                            2,
                            Duration.ofMinutes(2),
                            Duration.ofSeconds(5),
                            true,
                            1,
                            Duration.ofSeconds(2)),
                    RoutingRules.none(),
                    new TokenCounter(vertx));
    private final ProviderInstance groq = StubProvider.has("groq", "llama", "qwen");
    private final ProviderInstance meta = StubProvider.has("meta", "gemma", "llama");

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void should_go_to_the_same_model_elsewhere_first_when_auto_has_chosen() {
        assertEquals(
                List.of("groq/llama", "meta/llama", "groq/qwen", "meta/gemma"), auto(groq, meta));
    }

    @Test
    void should_keep_to_the_best_when_there_are_many_candidates() {
        String[] models = IntStream.range(0, 200).mapToObj(i -> "m" + i).toArray(String[]::new);

        List<String> order = auto(StubProvider.has("many", models));

        assertEquals(10, order.size());
        assertEquals("many/m0", order.getFirst());
    }

    @Test
    void should_leave_out_what_fails_when_others_can() {
        breakDown(groq, "llama");

        assertEquals(List.of("groq/qwen", "meta/gemma", "meta/llama"), auto(groq, meta));
    }

    @Test
    void should_say_that_all_circuits_are_open_when_nothing_is_left() {
        breakDown(groq, "llama");
        breakDown(groq, "qwen");

        ForgeException refusal = assertThrows(ForgeException.class, () -> auto(groq));

        assertEquals("forge_circuit_open", refusal.errorCode().code());
        assertTrue(refusal.retryAfter().isPresent());
    }

    @Test
    void should_give_the_reasons_when_nobody_can_take_the_call_for_different_ones() {
        breakDown(groq, "llama");
        groq.health("qwen").rest(Duration.ofSeconds(30));

        ForgeException refusal = assertThrows(ForgeException.class, () -> auto(groq));

        assertEquals("forge_routing_failed", refusal.errorCode().code());
        assertTrue(refusal.message().contains("groq/llama its circuit is open"));
        assertTrue(refusal.message().contains("groq/qwen is overloaded"));
    }

    private static void breakDown(ProviderInstance instance, String model) {
        IntStream.range(0, 5).forEach(i -> instance.health(model).failed());
    }

    private static ProviderInstance priced(String name, String model, double output) {
        ProviderInstance instance = StubProvider.has(name);
        var prices =
                new Prices(
                        0,
                        output,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty());
        ModelInfo info = ModelInfo.of(model, ModelMode.CHAT);
        instance.has(List.of(info.withFacts(info.facts().withPrices(prices))));
        return instance;
    }

    @Test
    void should_leave_out_what_the_budget_cannot_pay_when_something_else_can_answer() {
        ProviderInstance dear = priced("one", "dear", 100);
        ProviderInstance cheap = priced("two", "cheap", 1);

        assertEquals(List.of("two/cheap"), auto(0.01, dear, cheap));
        assertEquals(2, auto(Double.POSITIVE_INFINITY, dear, cheap).size());
    }

    @Test
    void should_say_that_the_budget_is_too_small_when_it_pays_for_none() {
        ProviderInstance dear = priced("one", "dear", 100);

        ForgeException refusal = assertThrows(ForgeException.class, () -> auto(0.01, dear));

        assertEquals("forge_budget_exceeded", refusal.errorCode().code());
        assertTrue(
                refusal.message()
                        .endsWith(
                                "one/dear would cost about $0.050000, and $0.010000 are left of"
                                        + " the budget"));
    }

    @Test
    void should_say_when_to_come_again_when_what_the_budget_can_pay_is_away() {
        ProviderInstance dear = priced("one", "dear", 100);
        ProviderInstance cheap = priced("two", "cheap", 1);
        breakDown(cheap, "cheap");

        ForgeException refusal = assertThrows(ForgeException.class, () -> auto(0.01, dear, cheap));

        assertEquals("forge_routing_failed", refusal.errorCode().code());
        assertTrue(refusal.retryAfter().isPresent());
    }

    private List<String> auto(ProviderInstance... instances) {
        return auto(Double.POSITIVE_INFINITY, instances);
    }

    private List<String> auto(double usdLeft, ProviderInstance... instances) {
        var catalogue =
                new Catalogue(
                        List.of(instances), KnownModels.none(), Optional.empty(), TierModels.ALL);
        var request =
                new ChatRequest(
                        JsonDocument.parse(
                                Buffer.buffer(
                                        "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")));
        Asked asked =
                new Asked(
                        "auto",
                        Capability.CHAT,
                        Caller.platform(),
                        Optional.of(() -> request),
                        Optional.empty(),
                        RoutingOptions.of(Optional.empty()),
                        0,
                        usdLeft);
        return planner.plan(catalogue, asked).await().offers().stream().map(Offer::id).toList();
    }
}
