// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import ai.optimaforge.kernel.cluster.ClusterRoom;
import ai.optimaforge.kernel.cluster.StepFunction;
import ai.optimaforge.kernel.identity.Identity;
import ai.optimaforge.kernel.limit.OwnTallies.Own;
import ai.optimaforge.kernel.usage.Spent;
import ai.optimaforge.spi.admin.LimitStatus;
import ai.optimaforge.spi.admin.Limits;
import ai.optimaforge.spi.feature.Tier;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Counts what callers do on all nodes, and keeps them within their limits. A node that is alone
/// asks nobody; in a cluster a call costs one hop. When the cluster can't be asked, a node lets
/// in its share.
public final class LimitRoom implements Limiter {
    /// What a node has to know to be a node of the cluster.
    public static final Map<String, StepFunction> STEPS =
            Map.of(
                    Admit.TYPE,
                    TallyStep.function(Admit::read),
                    Settle.TYPE,
                    TallyStep.function(Settle::read),
                    Look.TYPE,
                    TallyStep.function(Look::read),
                    Remember.TYPE,
                    TallyStep.function(Remember::read));

    private static final Logger log = LoggerFactory.getLogger("limit");
    private static final String MAP = "limits";

    /// The longest window is a month; what is older counts for nothing.
    private static final Duration KEPT = Duration.ofDays(32);

    private static final long ADMIN_PER_MINUTE = 10;

    private final ClusterRoom cluster;
    private final History history;
    private volatile Nodes nodes;
    private final OwnTallies tallies = new OwnTallies();
    private final AtomicBoolean alone = new AtomicBoolean();

    /// What was written down.
    @FunctionalInterface
    public interface History {
        /// What a user did in this day, or this whole month.
        Future<Spent> of(String userId, boolean wholeMonth);
    }

    /// A room that counts in the cluster, which knows its [#STEPS].
    ///
    /// @param history what a user did this day and month, as it was written down: counts do not
    /// outlive the last node
    public LimitRoom(ClusterRoom cluster, History history) {
        this.cluster = cluster;
        this.history = history;
        this.nodes = Nodes.of(cluster);
        cluster.onMembers(() -> nodes = nodes.turnedTo(Nodes.of(cluster)));
    }

    @Override
    public Future<Decision> admit(Identity identity, RateClass rateClass, long tokens) {
        List<Quota> quotas = quotas(identity, rateClass);
        if (quotas.isEmpty()) {
            return Decision.FREE;
        }
        Nodes now = nodes;
        long millis = System.currentTimeMillis();
        Admit admit = new Admit(millis, rateClass, tokens, now.own(), now.dead(), quotas);
        Own own = tallies.of(identity.caller().userId(), millis);
        if (own.isRemembered() || !lastsLonger(quotas)) {
            return ask(own, admit);
        }
        return remember(own, quotas).compose(known -> ask(own, admit));
    }

    private static boolean lastsLonger(List<Quota> quotas) {
        return quotas.stream()
                .anyMatch(
                        quota ->
                                quota.requestsPerDay() >= 0
                                        || quota.usdPerDay() >= 0
                                        || quota.usdPerMonth() >= 0);
    }

    /// Nobody waits for a store that is away, or is let in for nothing: the next call asks again.
    private Future<Boolean> remember(Own own, List<Quota> quotas) {
        boolean month = quotas.stream().anyMatch(quota -> quota.usdPerMonth() >= 0);
        return history.of(own.user(), month)
                .compose(spent -> apply(own, new Remember(System.currentTimeMillis(), spent)))
                .onSuccess(known -> own.remembered())
                .recover(away -> Future.succeededFuture(false));
    }

    private static List<Quota> quotas(Identity identity, RateClass rateClass) {
        if (rateClass == RateClass.ADMIN) {
            return identity.caller().tier() == Tier.ENTERPRISE
                    ? List.of()
                    : List.of(Quota.of(Quota.USER, Limits.NONE).in(rateClass, ADMIN_PER_MINUTE));
        }
        if (!identity.isLimited()) {
            return List.of();
        }
        List<Quota> quotas = new ArrayList<>(2);
        quotas.add(Quota.of(Quota.USER, identity.userLimits()).in(rateClass, ADMIN_PER_MINUTE));
        identity.keyLimits()
                .map(limits -> Quota.of(identity.caller().keyId(), limits))
                .ifPresent(quota -> quotas.add(quota.in(rateClass, ADMIN_PER_MINUTE)));
        return quotas;
    }

    private Future<Decision> ask(Own own, Admit admit) {
        if (!cluster.isClustered()) {
            return Future.succeededFuture(decideHere(own, admit));
        }
        return apply(own, admit)
                .onSuccess(told -> alone.set(false))
                .map(verdict -> decision(own, admit, verdict, settle -> send(own, settle)))
                .recover(away -> Future.succeededFuture(decideAlone(own, share(admit), away)));
    }

    private Decision decideAlone(Own own, Admit share, Throwable away) {
        if (!alone.getAndSet(true)) {
            log.warn(
                    "limits are kept by this node's share until the cluster answers again: {}",
                    away.getMessage());
        }
        return decideHere(own, share);
    }

    private static Decision decideHere(Own own, Admit admit) {
        return decision(own, admit, own.apply(admit), own::apply);
    }

    private Admit share(Admit admit) {
        int count = Math.max(1, nodes.alive().size());
        return new Admit(
                admit.nowMillis(),
                admit.rateClass(),
                admit.tokens(),
                admit.node(),
                admit.dead(),
                admit.quotas().stream().map(quota -> quota.share(count)).toList());
    }

    /// Whether the node lets in its share, since the cluster can't be asked.
    public boolean isAlone() {
        return alone.get();
    }

    private static Decision decision(
            Own own, Admit admit, Verdict verdict, Consumer<Settle> settle) {
        Consumer<MultiMap> headers = answer -> own.headers().put(verdict, answer);
        return verdict.isAllowed()
                ? Decision.admitted(new CountedCall(admit, verdict, settle), headers)
                : Decision.refused(Refusals.of(admit, verdict), headers);
    }

    private <R> Future<R> apply(Own own, TallyStep<R> step) {
        return cluster.isClustered()
                ? cluster.states().apply(MAP, own.user(), step, KEPT)
                : Future.succeededFuture(own.apply(step));
    }

    private void send(Own own, Settle settle) {
        apply(own, settle)
                .onFailure(away -> log.debug("a call's end is not counted: {}", away.getMessage()));
    }

    /// What a user may do and what is left of it.
    public Future<LimitStatus> status(Identity user) {
        long now = System.currentTimeMillis();
        return apply(tallies.of(user.caller().userId(), now), new Look(now, nodes.dead()))
                .map(seen -> StatusOf.user(user, seen, Clock.at(now)));
    }
}
