// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.store.TimeOrderedId;

import io.vertx.core.Future;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What responses continue. A response keeps its own items itself. Once another continues it,
/// they are put at the end of its chain, so that the other finds all that came before in one
/// place, however many turns that are. Where the chain has gone on from there already, with
/// another response's items, the other gets a chain of its own that begins alike.
final class Chains {
    private final ItemLogs logs;

    /// Where a response stands: behind the first turns of a chain.
    record Placed(String chain, int length) {
        static final Placed FIRST = new Placed("", 0);
    }

    Chains(ItemLogs logs) {
        this.logs = logs;
    }

    /// Gives a response its place, with all that it continues before it.
    ///
    /// @return fails with 404 if what it continues is not there any more
    Future<Placed> place(Draft draft) {
        return draft.parent()
                .map(parent -> place(parent, draft.expiresAt()))
                .orElse(Future.succeededFuture(Placed.FIRST));
    }

    private Future<Placed> place(Place parent, long expiresAt) {
        Turn turn = new Turn(parent.parent(), parent.turn());
        if (parent.chain().isEmpty()) {
            return begin(List.of(turn), expiresAt);
        }
        Placed behind = new Placed(parent.chain(), parent.length() + 1);
        return logs.append(parent.chain(), parent.length(), turn, expiresAt)
                .compose(
                        appended ->
                                appended
                                        ? Future.succeededFuture(behind)
                                        : logs.read(parent.chain(), behind.length())
                                                .map(turns -> turns.orElseThrow(() -> gone(parent)))
                                                .compose(
                                                        turns ->
                                                                besides(
                                                                        turns, parent, turn,
                                                                        expiresAt)));
    }

    /// Another response was faster: it continues the same one, or the chain has gone on
    /// otherwise.
    private Future<Placed> besides(List<Turn> turns, Place parent, Turn turn, long expiresAt) {
        if (turns.size() > parent.length() && turns.get(parent.length()).of().equals(turn.of())) {
            return logs.share(parent.chain(), expiresAt)
                    .map(
                            there -> {
                                if (!there) {
                                    throw gone(parent);
                                }
                                return new Placed(parent.chain(), parent.length() + 1);
                            });
        }
        List<Turn> branch = new ArrayList<>(turns.subList(0, parent.length()));
        branch.add(turn);
        return begin(branch, expiresAt);
    }

    private static RuntimeException gone(Place parent) {
        return Responses.previousNotFound(parent.parent());
    }

    private Future<Placed> begin(List<Turn> turns, long expiresAt) {
        String id = TimeOrderedId.next("chain");
        return logs.create(id, turns, OptionalLong.of(expiresAt))
                .map(made -> new Placed(id, turns.size()));
    }

    /// A response that is not there any more needs its chain no longer.
    Future<Void> leave(StoredResponse response) {
        return response.chain().isEmpty() ? Future.succeededFuture() : logs.leave(response.chain());
    }
}
