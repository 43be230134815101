// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.model.Routed;
import ai.optimaforge.spi.model.UpstreamException;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/// One call's way along its plan: a try, and where that fails before its answer has begun,
/// another: elsewhere at once, as far as circuits let it, or here after a pause, as far as the
/// instance's budget of retries does. Full jitter, as "Exponential Backoff And Jitter" of the AWS
/// Architecture Blog has it.
///
/// @param <T> the kind of answer
final class Dispatch<T> {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final Duration REST_WITHOUT_A_WORD = Duration.ofSeconds(2);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Plan plan;
    private final CallRoute route;
    private final Function<ModelCall, Future<T>> ask;
    private final ModelServices services;
    private final long started = System.nanoTime();
    private final List<Throwable> told = new ArrayList<>(1);
    private int retriesLeft;
    private int pauses;
    private int place = -1;

    Dispatch(
            Plan plan,
            CallContext call,
            Function<ModelCall, Future<T>> ask,
            ModelServices services) {
        this.plan = plan;
        this.route = new CallRoute(plan, call);
        this.ask = ask;
        this.services = services;
        this.retriesLeft = plan.retries();
    }

    /// @return fails with what the client is told
    Future<Routed<T>> run() {
        Offer first = next();
        return first == null
                ? Future.failedFuture(Planner.circuitOpen(plan.offers()))
                : attempt(first);
    }

    /// The next offer of the plan that takes calls; where all that are left had rather be spared,
    /// the first of them whose circuit is closed.
    private @Nullable Offer next() {
        int spared = -1;
        for (int i = place + 1; i < plan.offers().size(); i++) {
            Health health = plan.offers().get(i).health();
            if (!health.isSpared() && health.admits()) {
                place = i;
                return plan.offers().get(i);
            }
            if (spared < 0 && !health.isOpen()) {
                spared = i;
            }
        }
        boolean isFirst = place < 0;
        if (isFirst && spared >= 0 && plan.offers().get(spared).health().admits()) {
            place = spared;
            return plan.offers().get(spared);
        }
        return null;
    }

    private Future<Routed<T>> attempt(Offer offer) {
        route.begin(offer);
        ModelCall call = new ModelCall(route, services);
        Future<T> answer;
        try {
            answer = ask.apply(call);
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        return answer.<Routed<T>>map(value -> new Routed<>(value, route))
                .recover(failure -> afterFailure(call, offer, failure));
    }

    private Future<Routed<T>> afterFailure(ModelCall call, Offer offer, Throwable failure) {
        call.ended(
                Failures.isOfUpstream(failure)
                        ? ModelMeters.Outcome.ERROR
                        : ModelMeters.Outcome.REFUSED);
        rest(offer, failure);
        Throwable words = ClientErrors.from(failure, offer.instance());
        told.add(words);
        if (retriesLeft > 0 && !route.isCancelled() && !isLate(Duration.ZERO)) {
            Future<Routed<T>> again = again(call, offer, failure, words);
            if (again != null) {
                return again;
            }
        }
        call.account();
        return Future.failedFuture(toldAtLast());
    }

    private static void rest(Offer offer, Throwable failure) {
        if (failure instanceof UpstreamException known && Failures.isTooMany(known)) {
            offer.health().rest(known.retryAfter().orElse(REST_WITHOUT_A_WORD));
        }
    }

    private @Nullable Future<Routed<T>> again(
            ModelCall call, Offer offer, Throwable failure, Throwable words) {
        if (Failures.mayPassElsewhere(failure)) {
            Offer other = next();
            if (other != null) {
                note(call, offer, failure, words);
                services.meters().failedOver(offer.instance());
                return attempt(other);
            }
        }
        if (!Failures.mayPassHere(failure) || offer.health().isOpen()) {
            return null;
        }
        Duration pause = pause(failure);
        if (pause.toMillis() > LONGEST_PAUSE_MILLIS
                || isLate(pause)
                || !offer.provider().retries().take()) {
            return null;
        }
        note(call, offer, failure, words);
        services.meters().retried(offer.instance());
        return services.pause(pause)
                .compose(
                        ready ->
                                route.isCancelled() || !offer.health().admits()
                                        ? Future.failedFuture(toldAtLast())
                                        : attempt(offer));
    }

    private void note(ModelCall call, Offer offer, Throwable failure, Throwable words) {
        retriesLeft--;
        route.failed(
                offer,
                Failures.status(failure),
                code(words),
                call.nanosSinceStart() / NANOS_PER_MILLI);
    }

    private boolean isLate(Duration pause) {
        return System.nanoTime() - started + pause.toNanos()
                > services.config().deadline().toNanos();
    }

    /// As long as the upstream wants, and a little for others who were told the same; else a
    /// random part of a bound that doubles.
    private Duration pause(Throwable failure) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (failure instanceof UpstreamException known && known.retryAfter().isPresent()) {
            return known.retryAfter().get().plusMillis(random.nextLong(FIRST_PAUSE_MILLIS));
        }
        long bound = Math.min(FIRST_PAUSE_MILLIS << pauses++, LONGEST_PAUSE_MILLIS);
        return Duration.ofMillis(random.nextLong(bound) + 1);
    }

    /// The last failure; where several candidates failed in different ways, all of them.
    private Throwable toldAtLast() {
        Throwable last = told.getLast();
        boolean alike =
                told.stream().map(Dispatch::code).distinct().count() == 1
                        || plan.offers().size() == 1;
        if (alike) {
            return last;
        }
        return new ForgeException(
                CommonError.FORGE_ROUTING_FAILED,
                "No candidate could serve the call. "
                        + String.join(
                                " ",
                                told.stream().map(t -> String.valueOf(t.getMessage())).toList()));
    }

    private static String code(Throwable failure) {
        return failure instanceof ForgeException known
                ? known.errorCode().code()
                : CommonError.INTERNAL_ERROR.code();
    }
}
