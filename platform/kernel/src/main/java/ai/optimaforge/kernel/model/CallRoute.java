// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.routing.Assessment;
import ai.optimaforge.kernel.usage.AccountedCall;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.Route;
import ai.optimaforge.spi.model.TokenUsage;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way that one call takes, as the client is told of it. It is also the call as its provider
/// sees it, so that what the provider has to notice is noticed here.
final class CallRoute implements Route, CallContext {
    // what no plugin has done is told as not done
    static final JsonDocument NOTHING_DONE =
            JsonDocument.of(
                    new JsonObject()
                            .put("provider", "")
                            .put("routing_time_ms", 0)
                            .put("security_scan", "skipped")
                            .put("cache_hit", false)
                            .put("cost_usd", null)
                            .put("trace_id", "")
                            .put("routing", null));

    private static final JsonDocument BY_NO_REASON =
            JsonDocument.of(new JsonObject().put("reason", ""));

    private final Plan plan;
    private final CallContext call;
    private Offer offer;
    private List<String> notices = List.of();
    private List<Attempt> attempts = List.of();
    private @Nullable TokenUsage usage;
    private boolean estimated;

    /// One try.
    ///
    /// @param status the HTTP status of the upstream's answer; 0 where there was none
    /// @param error the code of what went wrong; empty if nothing did
    private record Attempt(Offer offer, int status, String error, long millis) {
        JsonObject toJson() {
            return new JsonObject()
                    .put("provider", offer.instance())
                    .put("model", offer.model())
                    .put("status", status == 0 ? null : status)
                    .put("error", error.isEmpty() ? null : error)
                    .put("duration_ms", millis);
        }
    }

    CallRoute(Plan plan, CallContext call) {
        this.plan = plan;
        this.call = call;
        this.offer = plan.offers().getFirst();
    }

    /// The next try begins. What was noticed of the one before counts no more.
    void begin(Offer next) {
        offer = next;
        notices = List.of();
    }

    /// A try failed, and there is another.
    void failed(Offer tried, int status, String error, long millis) {
        if (attempts.isEmpty()) {
            attempts = new ArrayList<>(2);
        }
        attempts.add(new Attempt(tried, status, error, millis));
    }

    /// The try went well, as far as is known by now.
    void succeeded(long millis) {
        if (!attempts.isEmpty()) {
            attempts.add(new Attempt(offer, 200, "", millis));
        }
    }

    /// What the call used.
    ///
    /// @param guessed whether it was counted here, since the upstream did not tell
    void used(TokenUsage told, boolean guessed) {
        usage = told;
        estimated = guessed;
    }

    /// What the call cost, in US dollars; `NaN` where no price is known, or no usage yet.
    double costUsd() {
        return usage == null || offer.info().facts().prices().isEmpty()
                ? Double.NaN
                : offer.info().facts().prices().get().cost(usage);
    }

    Plan plan() {
        return plan;
    }

    Offer offer() {
        return offer;
    }

    @Override
    public String instance() {
        return offer.instance();
    }

    @Override
    public String model() {
        return offer.model();
    }

    @Override
    public String reason() {
        return plan.reason();
    }

    @Override
    public Duration routingTime() {
        return plan.routingTime();
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    @Override
    public JsonDocument metadata() {
        JsonDocument metadata =
                NOTHING_DONE
                        .with("provider", offer.instance())
                        .with("trace_id", call.requestId())
                        .with("routing", routing());
        long took = plan.routingTime().toMillis();
        if (took > 0) {
            metadata = metadata.with("routing_time_ms", took);
        }
        double cost = costUsd();
        if (!Double.isNaN(cost)) {
            metadata = metadata.with("cost_usd", cost);
        }
        if (estimated) {
            metadata = metadata.with("estimated", true);
        }
        if (!attempts.isEmpty()) {
            JsonArray told = new JsonArray();
            attempts.forEach(attempt -> told.add(attempt.toJson()));
            metadata = metadata.with("attempts", told);
        }
        List<String> told = allNotices();
        return told.isEmpty() ? metadata : metadata.with("notices", new JsonArray(told));
    }

    private JsonDocument routing() {
        JsonDocument routing = BY_NO_REASON.with("reason", plan.reason());
        return plan.assessments()
                .map(
                        assessments -> {
                            JsonArray candidates = new JsonArray();
                            assessments.forEach(
                                    assessment -> candidates.add(candidate(assessment)));
                            return routing.with("candidates", candidates);
                        })
                .orElse(routing);
    }

    private static JsonObject candidate(Assessment<Offer> assessment) {
        Offer offer = assessment.contender();
        return new JsonObject()
                .put("provider", offer.instance())
                .put("model", offer.model())
                .put("score", assessment.score())
                .put("quality", assessment.quality())
                .put("cost_usd", Double.isNaN(assessment.costUsd()) ? null : assessment.costUsd())
                .put("latency_ms", offer.firstTokenMillis() < 0 ? null : offer.firstTokenMillis())
                .put("rejected", assessment.rejected().orElse(null));
    }

    private List<String> allNotices() {
        List<String> own = call instanceof AccountedCall of ? of.notices() : List.of();
        if (own.isEmpty() && plan.notices().isEmpty()) {
            return notices;
        }
        List<String> all = new ArrayList<>(plan.notices());
        all.addAll(own);
        all.addAll(notices);
        return all;
    }

    @Override
    public String requestId() {
        return call.requestId();
    }

    @Override
    public Caller caller() {
        return call.caller();
    }

    @Override
    public boolean isCancelled() {
        return call.isCancelled();
    }

    @Override
    public void onCancel(Runnable action) {
        call.onCancel(action);
    }

    @Override
    public void notice(String line) {
        if (notices.isEmpty()) {
            notices = new ArrayList<>(2);
        }
        notices.add(line);
    }

    CallContext call() {
        return call;
    }
}
