// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.model.ModelInfo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// Asks provider instances for their models, once or now and then. On the room's event loop.
final class ModelRefresh {
    private static final Logger log = LoggerFactory.getLogger("model");
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Vertx vertx;
    private final Duration interval;
    private final Predicate<ProviderInstance> isCurrent;
    private final Runnable onModels;

    /// @param interval how long an answer is good for
    /// @param isCurrent whether an instance is still one of those that serve
    /// @param onModels run when an instance has told its models
    ModelRefresh(
            Vertx vertx,
            Duration interval,
            Predicate<ProviderInstance> isCurrent,
            Runnable onModels) {
        this.vertx = vertx;
        this.interval = interval;
        this.isCurrent = isCurrent;
        this.onModels = onModels;
    }

    /// Asks now and from then on: each answer sets the time of the next question, so there is one
    /// under way for an instance, however often it fails.
    void start(ProviderInstance instance) {
        if (!isCurrent.test(instance)) {
            return;
        }
        once(instance)
                .onComplete(
                        answer -> {
                            Duration wait = answer.succeeded() ? interval : AFTER_FAILURE;
                            if (isCurrent.test(instance)) {
                                instance.asksAgain(
                                        vertx.setTimer(wait.toMillis(), timer -> start(instance)));
                            }
                        });
    }

    /// Asks no more: a timer would keep the instance, and with it the plugin that made it.
    void stop(ProviderInstance instance) {
        instance.nextAsk().ifPresent(vertx::cancelTimer);
    }

    /// Asks now.
    Future<List<ModelInfo>> once(ProviderInstance instance) {
        long asked = System.nanoTime();
        return Future.succeededFuture()
                .compose(ready -> instance.provider().models())
                .onComplete(
                        answer -> instance.answered((System.nanoTime() - asked) / NANOS_PER_MILLI))
                .onSuccess(
                        models -> {
                            instance.has(models);
                            onModels.run();
                        })
                .onFailure(failure -> noteFailure(instance, failure));
    }

    private static void noteFailure(ProviderInstance instance, Throwable failure) {
        String reason = String.valueOf(ClientErrors.from(failure, instance.name()).getMessage());
        if (!reason.equals(instance.problem())) {
            log.warn("provider {} does not tell its models: {}", instance.name(), reason);
        }
        instance.failed(reason);
    }
}
