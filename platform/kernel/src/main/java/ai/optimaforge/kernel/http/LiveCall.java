// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.kernel.identity.Identity;
import ai.optimaforge.kernel.limit.Reservation;
import ai.optimaforge.kernel.usage.AccountedCall;
import ai.optimaforge.kernel.usage.ModelUse;
import ai.optimaforge.spi.Caller;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A call of someone: who it is, what it has used, and what to do when it is given up. It belongs
/// to one event loop.
abstract class LiveCall implements AccountedCall {
    private final String requestId;
    private final long started = System.nanoTime();
    private List<Runnable> cancelActions = List.of();
    private @Nullable Identity identity;
    private Reservation reservation = Reservation.UNLIMITED;
    private List<ModelUse> uses = List.of();
    private List<String> notices = List.of();
    private boolean cancelled;
    private boolean over;

    LiveCall(String requestId) {
        this.requestId = requestId;
    }

    void calledBy(Identity known) {
        identity = known;
    }

    /// Who calls; empty if that is not known, or the operation is open to all.
    Optional<Identity> identity() {
        return Optional.ofNullable(identity);
    }

    /// The id of the caller's key, for the log.
    String keyId() {
        return identity == null ? "" : identity.caller().keyId();
    }

    void reserve(Reservation made) {
        reservation = made;
    }

    /// It is in flight no more.
    void release() {
        reservation.end();
    }

    long nanosSinceStart() {
        return System.nanoTime() - started;
    }

    boolean isOver() {
        return over;
    }

    /// Its answer is out; whether this is what ended it.
    boolean finish() {
        boolean first = !over;
        over = true;
        cancelActions = List.of();
        return first;
    }

    /// Gives up what was begun for it, though its answer is still to come.
    void abortWork() {
        cancelled = true;
        List<Runnable> actions = cancelActions;
        cancelActions = List.of();
        actions.forEach(Runnable::run);
    }

    /// It was given up, by the client for instance; whether this is what ended it.
    boolean giveUp() {
        if (over) {
            return false;
        }
        over = true;
        abortWork();
        return true;
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public Caller caller() {
        return requireNonNull(identity, "the operation is open: it has no caller").caller();
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable action) {
        if (cancelled) {
            action.run();
        } else if (!over) {
            if (cancelActions.isEmpty()) {
                cancelActions = new ArrayList<>(2);
            }
            cancelActions.add(action);
        }
    }

    @Override
    public double usdLeft() {
        return reservation.usdLeft();
    }

    @Override
    public void notice(String line) {
        notices = append(notices, line);
    }

    @Override
    public List<String> notices() {
        return notices;
    }

    @Override
    public void used(ModelUse use) {
        uses = append(uses, use);
        reservation.used(
                use.tokens().input() + use.tokens().output(),
                Double.isNaN(use.costUsd()) ? 0 : use.costUsd());
    }

    private static <T> List<T> append(List<T> list, T item) {
        if (list.isEmpty()) {
            return List.of(item);
        }
        List<T> longer = new ArrayList<>(list);
        longer.add(item);
        return longer;
    }

    /// What models used for it.
    List<ModelUse> uses() {
        return uses;
    }
}
