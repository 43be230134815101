// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.cache.Events;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/// What the nodes of a cluster tell each other of their upstreams: circuits that open, at once,
/// and times to the first token, every ten seconds. Only hints: each node judges for itself
/// whether a call may go somewhere, and goes elsewhere first where another had trouble.
final class HealthNews {
    private static final String CIRCUIT_OPENED = "model.circuit-opened";
    private static final String FIRST_TOKENS = "model.first-tokens";
    private static final long PERIOD_MILLIS = Duration.ofSeconds(10).toMillis();

    private final Events events;
    private final Supplier<List<ProviderInstance>> instances;
    private final String node = UUID.randomUUID().toString();

    HealthNews(Events events, Supplier<List<ProviderInstance>> instances) {
        this.events = events;
        this.instances = instances;
    }

    /// Hears and tells from now on.
    void begin(Vertx vertx) {
        events.subscribe(CIRCUIT_OPENED, this::circuitOpened);
        events.subscribe(FIRST_TOKENS, this::firstTokens);
        vertx.setPeriodic(PERIOD_MILLIS, period -> tellFirstTokens());
    }

    void tellOpen(Offer offer) {
        events.publish(
                CIRCUIT_OPENED,
                news(offer.provider())
                        .put("model", offer.model())
                        .put("millis", offer.health().openFor().toMillis()));
    }

    private JsonObject news(ProviderInstance instance) {
        return new JsonObject().put("node", node).put("instance", instance.name());
    }

    private void circuitOpened(JsonObject news) {
        if (!node.equals(news.getString("node"))) {
            Duration hint = Duration.ofMillis(news.getLong("millis"));
            of(news).forEach(i -> i.health(news.getString("model")).hint(hint));
        }
    }

    private void tellFirstTokens() {
        for (ProviderInstance instance : instances.get()) {
            JsonObject millis = new JsonObject();
            instance.firstTokens().forEach(millis::put);
            if (!millis.isEmpty()) {
                events.publish(FIRST_TOKENS, news(instance).put("millis", millis));
            }
        }
    }

    private void firstTokens(JsonObject news) {
        if (!node.equals(news.getString("node"))) {
            JsonObject millis = news.getJsonObject("millis");
            of(news).forEach(
                            instance ->
                                    millis.fieldNames()
                                            .forEach(
                                                    model ->
                                                            instance.health(model)
                                                                    .firstTokenElsewhere(
                                                                            millis.getLong(
                                                                                    model))));
        }
    }

    private List<ProviderInstance> of(JsonObject news) {
        return instances.get().stream()
                .filter(instance -> instance.name().equals(news.getString("instance")))
                .toList();
    }
}
