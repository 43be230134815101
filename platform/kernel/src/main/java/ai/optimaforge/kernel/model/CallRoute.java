// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

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

/// The way that one call took, as the client is told of it. It is also the call as its provider
/// sees it, so that what the provider has to notice is noticed here.
final class CallRoute implements Route, CallContext {
    // what no plugin has done is told as not done
    private static final JsonDocument NOTHING_DONE =
            JsonDocument.of(
                    new JsonObject()
                            .put("provider", "")
                            .put("routing_time_ms", 0)
                            .put("security_scan", "skipped")
                            .put("cache_hit", false)
                            .put("cost_usd", null)
                            .put("trace_id", "")
                            .put("routing", null));

    private final Target target;
    private final CallContext call;
    private List<String> notices = List.of();
    private @Nullable TokenUsage usage;

    CallRoute(Target target, CallContext call) {
        this.target = target;
        this.call = call;
    }

    Target target() {
        return target;
    }

    CallContext call() {
        return call;
    }

    void used(TokenUsage told) {
        usage = told;
    }

    @Override
    public String instance() {
        return target.instance();
    }

    @Override
    public String model() {
        return target.model();
    }

    @Override
    public String reason() {
        return target.reason();
    }

    @Override
    public Duration routingTime() {
        return target.routingTime();
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    @Override
    public JsonDocument metadata() {
        JsonDocument metadata =
                NOTHING_DONE
                        .with("provider", target.instance())
                        .with("routing_time_ms", target.routingTime().toMillis())
                        .with("trace_id", call.requestId())
                        .with("routing", JsonDocument.empty().with("reason", target.reason()));
        List<String> told = allNotices();
        return told.isEmpty() ? metadata : metadata.with("notices", new JsonArray(told));
    }

    private List<String> allNotices() {
        if (!(call instanceof AccountedCall accounted) || accounted.notices().isEmpty()) {
            return notices;
        }
        List<String> all = new ArrayList<>(accounted.notices());
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
}
