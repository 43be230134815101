// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.routing.Assessment;
import ai.optimaforge.kernel.routing.Needs;
import ai.optimaforge.kernel.routing.Policy;
import ai.optimaforge.kernel.routing.Ranking;
import ai.optimaforge.kernel.routing.RoutingConfig;
import ai.optimaforge.kernel.routing.RoutingOptions;
import ai.optimaforge.kernel.routing.RoutingRules;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.model.Ability;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.Dialect;

import io.vertx.core.Future;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Says where a call may go: the instance that its model names, or those that `auto` finds best.
final class Planner {
    private static final int MOST_OFFERS = 10;
    private static final int MOST_REASONS = 10;

    private final RoutingConfig config;
    private final RoutingRules rules;
    private final TokenCounter tokens;

    /// What is to be planned.
    ///
    /// @param name the model that the call names
    /// @param chat the request as a chat; empty for embeddings. Read only where it must be
    /// @param dialect the dialect in which it came, if that is another
    /// @param expectedTokens about how long it is, judged by its bytes
    /// @param usdLeft what it may cost, in US dollars; infinite if nothing limits that
    record Asked(
            String name,
            Capability capability,
            Caller caller,
            Optional<Supplier<ChatRequest>> chat,
            Optional<Dialect> dialect,
            RoutingOptions options,
            long expectedTokens,
            double usdLeft) {
        /// Whether the call can go to an offer as it came.
        boolean isSpokenBy(Offer offer) {
            return dialect.filter(offer.provider().provider().dialects()::contains).isPresent();
        }
    }

    Planner(RoutingConfig config, RoutingRules rules, TokenCounter tokens) {
        this.config = config;
        this.rules = rules;
        this.tokens = tokens;
    }

    /// @return fails with a [ForgeException] if the call can go nowhere
    Future<Plan> plan(Catalogue catalogue, Asked asked) {
        long start = System.nanoTime();
        if (!RoutingRules.isAuto(asked.name())) {
            return Future.succeededFuture(named(catalogue, asked, start));
        }
        List<Offer> candidates = catalogue.candidates(asked.capability(), asked.caller());
        if (candidates.isEmpty()) {
            throw nobody(catalogue, asked);
        }
        if (asked.chat().isEmpty()) {
            return Future.succeededFuture(forEmbeddings(candidates, asked, start));
        }
        Supplier<ChatRequest> chat = asked.chat().get();
        ChatRequest request;
        try {
            request = chat.get();
        } catch (ForgeException untranslatable) {
            // what only its own dialect can say goes to those who speak it, whatever it needs
            List<Offer> speaking = candidates.stream().filter(asked::isSpokenBy).toList();
            if (speaking.isEmpty()) {
                throw untranslatable;
            }
            return Future.succeededFuture(chosen(speaking, Needs.unknown(), asked, start));
        }
        return measured(Needs.of(request), candidates, request)
                .map(exact -> chosen(candidates, exact, asked, start));
    }

    private Plan named(Catalogue catalogue, Asked asked, long start) {
        Catalogue.Found found =
                catalogue.resolve(
                        asked.name(), asked.capability(), asked.caller(), config.redirectRetired());
        List<Offer> able = able(catalogue, found.offers(), asked);
        List<String> notices =
                found.retired().isEmpty()
                        ? List.of()
                        : List.of(
                                "model %s is retired; its successor %s answered"
                                        .formatted(asked.name(), able.getFirst().id()));
        return new Plan(
                GroupLoad.spread(able),
                found.reason(),
                since(start),
                notices,
                Optional.empty(),
                Optional.empty(),
                retries(asked.options()));
    }

    /// The offers whose models can do what the call asks for. The request is read only if some
    /// model is known to lack something.
    private static List<Offer> able(Catalogue catalogue, List<Offer> offers, Asked asked) {
        if (asked.chat().isEmpty()
                || asked.isSpokenBy(offers.getFirst())
                || !anyLacksSomething(offers)) {
            return offers;
        }
        Set<Ability> needed = Needs.abilities(asked.chat().get().get());
        List<Offer> able =
                offers.stream().filter(offer -> lacking(offer, needed).isEmpty()).toList();
        if (able.isEmpty()) {
            throw unable(catalogue, offers.getFirst(), needed, asked);
        }
        return able;
    }

    private static boolean anyLacksSomething(List<Offer> offers) {
        for (Offer offer : offers) {
            for (Ability ability : Needs.ASKABLE) {
                if (offer.info().facts().lacks(ability)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Optional<Ability> lacking(Offer offer, Set<Ability> needed) {
        return needed.stream().filter(offer.info().facts()::lacks).findFirst();
    }

    private static ForgeException unable(
            Catalogue catalogue, Offer offer, Set<Ability> needed, Asked asked) {
        String lacking = lacking(offer, needed).map(Ability::name).orElse("");
        List<String> others =
                catalogue.candidates(asked.capability(), asked.caller()).stream()
                        .filter(other -> other.info().facts().abilities().isPresent())
                        .filter(other -> lacking(other, needed).isEmpty())
                        .map(Offer::id)
                        .limit(5)
                        .toList();
        String hint = others.isEmpty() ? "" : " These can: " + String.join(", ", others) + ".";
        return new ForgeException(
                        CommonError.INVALID_PARAMETER,
                        "The model %s cannot do %s, which the request asks for.%s"
                                .formatted(offer.id(), lacking, hint))
                .withParam("model");
    }

    /// The needs with the prompt measured in tokens, where that may decide between candidates; a
    /// text has no more tokens than bytes.
    private Future<Needs> measured(Needs needs, List<Offer> candidates, ChatRequest request) {
        long shortest =
                candidates.stream()
                        .mapToLong(offer -> offer.info().facts().context().orElse(Long.MAX_VALUE))
                        .min()
                        .orElse(Long.MAX_VALUE);
        // estimates are wrong by a factor of two at most, but for odd scripts
        return needs.promptTokens() * 2 < shortest
                ? Future.succeededFuture(needs)
                : tokens.prompt(request).map(needs::withPromptTokens);
    }

    private Plan chosen(List<Offer> candidates, Needs needs, Asked asked, long start) {
        Policy policy = rules.policy(asked.name(), needs, asked.caller().tier());
        List<Assessment<Offer>> assessments =
                rank(candidates, needs, policy, asked, asked.usdLeft());
        List<Offer> order = order(assessments);
        if (order.isEmpty()) {
            List<Assessment<Offer>> byMoreMoney =
                    rank(candidates, needs, policy, asked, Double.POSITIVE_INFINITY);
            throw noneLeft(assessments, asked, order(byMoreMoney).isEmpty());
        }
        return new Plan(
                order,
                reason(assessments.getFirst(), needs, policy, assessments.size()),
                since(start),
                List.of(),
                asked.options().explain() ? Optional.of(assessments) : Optional.empty(),
                Optional.of(needs.work()),
                retries(asked.options()));
    }

    private static List<Assessment<Offer>> rank(
            List<Offer> candidates, Needs needs, Policy policy, Asked asked, double usdLeft) {
        return Ranking.rank(candidates, needs, policy, asked.options().costSensitivity(), usdLeft);
    }

    /// The candidates that can, the best first, each followed by the same model elsewhere.
    private static List<Offer> order(List<Assessment<Offer>> assessments) {
        Map<String, List<Offer>> alike = new LinkedHashMap<>();
        for (Assessment<Offer> assessment : assessments) {
            if (assessment.rejected().isPresent()) {
                break;
            }
            Offer offer = assessment.contender();
            List<Offer> same = alike.get(offer.model());
            if (same != null) {
                same.add(offer);
            } else if (alike.size() < MOST_OFFERS) {
                alike.put(offer.model(), new ArrayList<>(List.of(offer)));
            }
        }
        List<Offer> order = new ArrayList<>();
        for (List<Offer> same : alike.values()) {
            if (order.size() < MOST_OFFERS) {
                order.addAll(same);
            }
        }
        return order.isEmpty() ? order : GroupLoad.spread(order);
    }

    private static String reason(Assessment<Offer> best, Needs needs, Policy policy, int among) {
        String abilities =
                needs.abilities().isEmpty()
                        ? ""
                        : ", needs "
                                + String.join(
                                        " and ",
                                        needs.abilities().stream()
                                                .map(Ability::name)
                                                .sorted()
                                                .toList());
        String cost =
                Double.isNaN(best.costUsd())
                        ? "no price known"
                        : String.format(Locale.ROOT, "about $%.6f", best.costUsd());
        return String.format(
                Locale.ROOT,
                "%s: %s work%s; best of %d with score %.2f (quality %.2f, %s)",
                policy.name(),
                needs.work().wireName(),
                abilities,
                among,
                best.score(),
                best.quality(),
                cost);
    }

    /// The first model that the budget can pay, and the same elsewhere: the vectors of another
    /// would not compare.
    private Plan forEmbeddings(List<Offer> candidates, Asked asked, long start) {
        Needs needs = Needs.ofEmbeddings(asked.expectedTokens());
        List<Offer> payable = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (Offer offer : candidates) {
            Ranking.tooDear(offer.info().facts(), needs, asked.usdLeft())
                    .ifPresentOrElse(
                            reason -> reasons.add(offer.id() + " " + reason),
                            () -> payable.add(offer));
        }
        if (payable.isEmpty()) {
            throw tooDear(reasons);
        }
        String model = payable.getFirst().model();
        return new Plan(
                GroupLoad.spread(
                        payable.stream().filter(each -> each.model().equals(model)).toList()),
                "auto: the first model for embeddings",
                since(start),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                retries(asked.options()));
    }

    private static ForgeException nobody(Catalogue catalogue, Asked asked) {
        List<String> reasons = new ArrayList<>();
        catalogue
                .instances()
                .forEach(
                        i ->
                                reasons.add(
                                        i.name() + ": " + Catalogue.reason(i, asked.capability())));
        return failed(reasons);
    }

    private static ForgeException noneLeft(
            List<Assessment<Offer>> assessments, Asked asked, boolean affordable) {
        List<Offer> open =
                assessments.stream()
                        .map(Assessment::contender)
                        .filter(o -> o.health().isOpen())
                        .toList();
        if (open.size() == assessments.size()) {
            return circuitOpen(open);
        }
        List<String> reasons =
                assessments.stream()
                        .map(a -> a.contender().id() + " " + a.rejected().orElse(""))
                        .toList();
        return assessments.stream()
                .filter(a -> a.rejected().equals(a.contender().obstacle()))
                .filter(a -> !(a.costUsd() > asked.usdLeft()))
                .map(a -> a.contender().health().sparedFor())
                .min(Duration::compareTo)
                .map(wait -> failed(reasons).withRetryAfter(wait.plusSeconds(1)))
                .orElseGet(() -> affordable ? failed(reasons) : tooDear(reasons));
    }

    private static ForgeException tooDear(List<String> reasons) {
        return new ForgeException(
                CommonError.FORGE_BUDGET_EXCEEDED,
                "What is left of the budget is too little for this call. " + told(reasons));
    }

    private static ForgeException failed(List<String> reasons) {
        return new ForgeException(
                CommonError.FORGE_ROUTING_FAILED,
                "No provider can serve this call now. " + told(reasons));
    }

    private static String told(List<String> reasons) {
        String told = String.join("; ", reasons.subList(0, Math.min(MOST_REASONS, reasons.size())));
        String more =
                reasons.size() > MOST_REASONS
                        ? "; and %d more".formatted(reasons.size() - MOST_REASONS)
                        : "";
        return told + more;
    }

    /// What a client is told when nothing may be asked for a while.
    static ForgeException circuitOpen(List<Offer> offers) {
        Duration wait =
                offers.stream()
                        .map(offer -> offer.health().openFor())
                        .min(Duration::compareTo)
                        .orElse(Duration.ZERO);
        return new ForgeException(
                        CommonError.FORGE_CIRCUIT_OPEN,
                        "%s failed too often of late; it is left alone for a while."
                                .formatted(
                                        String.join(
                                                ", ",
                                                offers.stream()
                                                        .map(Offer::id)
                                                        .limit(MOST_REASONS)
                                                        .toList())))
                .withRetryAfter(wait.plusSeconds(1));
    }

    private int retries(RoutingOptions options) {
        return options.failover().orElse(config.failover())
                ? options.maxRetries().orElse(config.maxRetries())
                : 0;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
