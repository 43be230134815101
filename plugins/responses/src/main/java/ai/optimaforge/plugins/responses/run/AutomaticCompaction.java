// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.run;

import ai.optimaforge.plugins.responses.request.ModelInput;
import ai.optimaforge.plugins.responses.request.ResponseRequest;
import ai.optimaforge.plugins.responses.request.Split;
import ai.optimaforge.plugins.responses.request.Summary;
import ai.optimaforge.plugins.responses.state.ItemId;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/// Sums up the older part of what a response answers where it is too long, for requests that ask
/// for that (`context_management`). The newest turn stays word by word, or, where it alone is too
/// long, its user's message and its newest step; so does what the model is told beforehand. A
/// turn is not lost where that can't be done: the model is asked as if it were not wanted, and
/// the client is told.
final class AutomaticCompaction {
    private static final Logger log = LoggerFactory.getLogger("responses");

    /// How much may stay word by word, in characters of JSON: it goes out with the item, which
    /// stands in three events.
    private static final int MOST_KEPT = 2 * 1024 * 1024;

    private final Compaction compaction;
    private final PromptLength length;

    AutomaticCompaction(Compaction compaction, PromptLength length) {
        this.compaction = compaction;
        this.length = length;
    }

    /// What the model is asked to answer.
    Future<Prompt> fit(PreparedResponse response, CallContext call) {
        if (!response.request().mayCompact()) {
            return Future.succeededFuture(Prompt.whole(response.input()));
        }
        return threshold(response.request(), call)
                .compose(
                        most ->
                                length.of(response.request(), response.input(), call.caller())
                                        .compose(
                                                tokens ->
                                                        tokens <= most
                                                                ? Future.succeededFuture(
                                                                        Prompt.whole(
                                                                                response.input()))
                                                                : shorten(
                                                                        response, tokens, most,
                                                                        call)));
    }

    private Future<Long> threshold(ResponseRequest request, CallContext call) {
        return request.compactThreshold().isPresent()
                ? Future.succeededFuture(request.compactThreshold().getAsLong())
                : length.room(request, call.caller());
    }

    private Future<Prompt> shorten(
            PreparedResponse response, long tokens, long most, CallContext call) {
        ModelInput all = response.input();
        return split(response, most, call)
                .compose(
                        split -> {
                            if (split.isEmpty()) {
                                return whole(all, "nothing comes before its newest turn.", call);
                            }
                            if (size(split.get().kept()) > MOST_KEPT) {
                                return whole(all, "its newest turn alone is too large.", call);
                            }
                            return compact(response, split.get(), tokens, call);
                        });
    }

    /// Before the newest turn, or in it, if it alone is too long.
    private Future<Optional<Split>> split(PreparedResponse response, long most, CallContext call) {
        ModelInput all = response.input();
        Optional<Split> atTurn = all.beforeNewestTurn();
        Optional<Split> atStep = all.beforeNewestStep();
        if (atTurn.isEmpty() || atStep.isEmpty()) {
            return Future.succeededFuture(atTurn.or(() -> atStep));
        }
        ModelInput newest = all.withoutOldest(all.turns() - 1);
        return length.of(response.request(), newest, call.caller())
                .map(tokens -> tokens <= most ? atTurn : atStep);
    }

    private static int size(Summary.Kept kept) {
        return new JsonArray(kept.told()).encode().length()
                + new JsonArray(kept.newest()).encode().length();
    }

    private static Future<Prompt> whole(ModelInput all, String why, CallContext call) {
        call.notice("context_management: the input was not compacted: " + why);
        return Future.succeededFuture(Prompt.whole(all));
    }

    private Future<Prompt> compact(
            PreparedResponse response, Split split, long tokens, CallContext call) {
        ModelInput all = response.input();
        // the output begins with it
        String id = ItemId.ofOutput("cmp", response.id(), 0);
        return compaction
                .compact(response.request(), split.older(), Optional.of(split.kept()), id, call)
                .map(
                        made -> {
                            call.notice(told(split, made, tokens));
                            return new Prompt(
                                    all.compacted(made.item(), made.summary()), Optional.of(made));
                        })
                .recover(failure -> whole(all, why(failure), call));
    }

    private static String told(Split split, Compaction.Compacted made, long tokens) {
        return ("context_management: the input has %d tokens; %d of its items were compacted into"
                        + " %s. Kept word by word: %d messages that the model is told beforehand,"
                        + " and %d items from %s on.")
                .formatted(
                        tokens,
                        split.olderItems(),
                        made.item().getString("id"),
                        split.kept().told().size(),
                        split.kept().newest().size(),
                        split.newestId());
    }

    private static String why(Throwable failure) {
        if (failure instanceof ForgeException told) {
            return told.message();
        }
        log.error("a conversation could not be compacted", failure);
        return "something went wrong on our side.";
    }
}
