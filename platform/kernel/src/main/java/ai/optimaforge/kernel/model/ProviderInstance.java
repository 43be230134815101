// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.config.ConfigTree;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.ModelProvider;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// One provider instance and what is known of its models.
final class ProviderInstance {
    private final String name;
    private final Made made;
    private final Promise<Void> asked = Promise.promise();
    private final Supplier<Health> newHealth;
    private final Map<String, Health> healths = new ConcurrentHashMap<>();
    // of all models that are called without being listed: their names are the clients'
    private final Health others;
    private final RetryBudget retries = new RetryBudget();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean silentOnUsage;
    private volatile List<ModelInfo> models = List.of();
    private volatile String problem = ProviderStatus.NOT_ASKED;
    private volatile long latencyMillis = -1;
    private OptionalLong askTimer = OptionalLong.empty();

    /// Who wanted an instance.
    enum Standing {
        /// The operator, by a file or a variable.
        ASKED_FOR,
        /// Nobody: it was found running.
        FOUND,
        /// Nobody: it needs nothing.
        ALWAYS_THERE
    }

    /// How an instance was made.
    ///
    /// @param base the settings without what the operator has overridden since
    /// @param settings the settings with it
    /// @param standing who wanted it
    /// @param enabled whether calls may go to it
    /// @param allowed the only models that may be used; empty if all may
    /// @param group the name that it shares with other instances; empty if it stands alone
    record Made(
            ProviderType type,
            ConfigTree base,
            ConfigTree settings,
            String origin,
            Map<String, String> shown,
            Standing standing,
            boolean enabled,
            ModelProvider provider,
            List<String> allowed,
            Optional<String> group) {
        Made {
            allowed = List.copyOf(allowed);
        }
    }

    ProviderInstance(String name, Made made, Supplier<Health> newHealth) {
        this.name = name;
        this.made = made;
        this.newHealth = newHealth;
        this.others = newHealth.get();
        if (!made.allowed().isEmpty()) {
            // what the operator lists is there, whatever the upstream says of itself
            setModels(made.allowed().stream().map(id -> ModelInfo.of(id, ModelMode.CHAT)).toList());
        }
    }

    String name() {
        return name;
    }

    boolean isAlwaysThere() {
        return made.standing() == Standing.ALWAYS_THERE;
    }

    Standing standing() {
        return made.standing();
    }

    /// Whether nobody asked for it; such instances come after those that somebody did.
    boolean isUnasked() {
        return made.standing() != Standing.ASKED_FOR;
    }

    ModelProvider provider() {
        return made.provider();
    }

    List<ModelInfo> models() {
        return models;
    }

    String problem() {
        return problem;
    }

    boolean allows(String model) {
        return made.allowed().isEmpty() || made.allowed().contains(model);
    }

    boolean can(Capability capability) {
        return made.provider().capabilities().contains(capability);
    }

    /// Whose list of facts tells of its models.
    Optional<String> vendor() {
        return made.provider().vendor();
    }

    Optional<String> group() {
        return made.group();
    }

    /// The name before the slash in the names of its models.
    String publicName() {
        return made.group().orElse(name);
    }

    /// How a model fares here.
    Health health(String model) {
        return healths.getOrDefault(model, others);
    }

    /// The models whose circuits are open.
    List<String> openCircuits() {
        return models(Health::isOpen);
    }

    /// The models whose circuits another node has told to be open.
    List<String> openElsewhere() {
        return models(Health::isHinted);
    }

    private List<String> models(Predicate<Health> which) {
        return healths.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /// The time to the first token of each model of which it is known, in milliseconds.
    Map<String, Long> firstTokens() {
        Map<String, Long> known = new TreeMap<>();
        healths.forEach(
                (model, health) -> {
                    if (health.firstTokenMillis() >= 0) {
                        known.put(model, health.firstTokenMillis());
                    }
                });
        return known;
    }

    RetryBudget retries() {
        return retries;
    }

    int inFlight() {
        return inFlight.get();
    }

    /// @throws ai.optimaforge.spi.ForgeException if its plugin serves nothing at the moment
    void began() {
        made.type().load().requireServing();
        made.type().load().enter();
        inFlight.incrementAndGet();
        retries.called();
    }

    void ended() {
        inFlight.decrementAndGet();
        made.type().load().leave();
    }

    /// Whether its streams were seen to tell nothing of usage.
    boolean isSilentOnUsage() {
        return silentOnUsage;
    }

    void tellsUsage(boolean told) {
        if (silentOnUsage == told) {
            silentOnUsage = !told;
        }
    }

    /// It is asked again when this timer fires; set and read on the event loop of the room.
    void asksAgain(long timer) {
        askTimer = OptionalLong.of(timer);
    }

    OptionalLong nextAsk() {
        return askTimer;
    }

    /// Completes when the instance has been asked for its models once, whatever it said.
    Future<Void> asked() {
        return asked.future();
    }

    ConfigTree base() {
        return made.base();
    }

    ConfigTree settings() {
        return made.settings();
    }

    ProviderType type() {
        return made.type();
    }

    /// Begins with what is known of the one in whose place it comes.
    ProviderInstance like(ProviderInstance older) {
        if (older.problem.isEmpty()) {
            has(older.models);
        }
        return this;
    }

    boolean isEnabled() {
        return made.enabled();
    }

    /// It answered, with success or not, after so long.
    void answered(long millis) {
        latencyMillis = millis;
    }

    void has(List<ModelInfo> known) {
        List<ModelInfo> usable = known.stream().filter(model -> allows(model.id())).toList();
        if (!usable.isEmpty() || made.allowed().isEmpty()) {
            setModels(usable);
        }
        problem = "";
        asked.tryComplete();
    }

    private void setModels(List<ModelInfo> usable) {
        models = usable;
        usable.forEach(model -> healths.computeIfAbsent(model.id(), id -> newHealth.get()));
    }

    void failed(String reason) {
        problem = reason;
        asked.tryComplete();
    }

    ProviderStatus status() {
        return new ProviderStatus(
                name,
                made.type().name(),
                made.origin(),
                models.size(),
                problem,
                made.enabled(),
                latencyMillis,
                openCircuits(),
                openElsewhere(),
                made.shown());
    }
}
