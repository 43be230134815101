// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Responses in the store of record, which all nodes share: nothing of them is kept in the memory
/// of a node, so what one has written or removed holds everywhere at once. All methods may be
/// called on any event loop.
public final class ResponseStore implements ResponseState {
    /// Those beyond are ended when the node is.
    private static final int MOST_LEFT = 10_000;

    private final Retention retention;
    private final ItemLogs logs;
    private final Responses responses;
    private final Chains chains;
    private final Conversations conversations;
    private final EventLog events;
    private final Wakes wakes;
    private final Work work;
    private final Nodes nodes;
    private final PluginContext context;

    /// Responses of which it is not known whether their beginning or their end was written.
    private final Set<String> left = ConcurrentHashMap.newKeySet();

    private ResponseStore(PluginContext context, Retention retention) {
        DocumentStore documents = context.documents();
        LongTexts texts = new LongTexts(documents);
        this.context = context;
        this.retention = retention;
        this.logs = new ItemLogs(documents, texts);
        this.responses = new Responses(documents, texts);
        this.chains = new Chains(logs);
        this.conversations = new Conversations(documents, logs);
        this.wakes = new Wakes(context.events());
        this.events = new EventLog(context, wakes, retention.events());
        this.work = new Work(context);
        this.nodes = new Nodes(documents);
    }

    /// What lasts, in the store of a plugin. Called once, when the plugin starts.
    public static ResponseStore open(PluginContext context, Retention retention) {
        return new ResponseStore(context, retention);
    }

    Conversations conversations() {
        return conversations;
    }

    @Override
    public Future<History> chain(String previousResponseId, String userId) {
        return responses
                .find(previousResponseId, userId)
                .map(
                        found ->
                                found.orElseThrow(
                                        () -> Responses.previousNotFound(previousResponseId)))
                .compose(previous -> chain(previous));
    }

    private Future<History> chain(StoredResponse previous) {
        if (!previous.isFinished()) {
            return Future.failedFuture(
                    new ForgeException(
                                    StateError.RESPONSE_NOT_FINISHED,
                                    "The response %s is %s: it can be continued once it has ended."
                                            .formatted(previous.id(), previous.status()))
                            .withParam("previous_response_id"));
        }
        return before(previous)
                .compose(
                        items ->
                                responses
                                        .items(previous)
                                        .map(
                                                own -> {
                                                    items.addAll(own);
                                                    return new History(items, place(previous, own));
                                                }));
    }

    private static Place place(StoredResponse previous, List<JsonObject> own) {
        return new Place(previous.chain(), previous.length(), previous.id(), Turn.text(own));
    }

    /// The items that a response continues, in a list of the caller's own.
    private Future<List<JsonObject>> before(StoredResponse response) {
        if (response.chain().isEmpty()) {
            return Future.succeededFuture(new ArrayList<>());
        }
        return logs.read(response.chain(), response.length())
                .map(
                        turns -> {
                            List<JsonObject> items = new ArrayList<>();
                            turns.orElseThrow(() -> Responses.previousNotFound(response.id()))
                                    .forEach(turn -> items.addAll(turn.items()));
                            return items;
                        });
    }

    @Override
    public Future<History> conversation(String conversationId, String userId) {
        return conversations
                .items(conversationId, userId)
                .map(items -> new History(items, new Place(conversationId, 0, "", "")));
    }

    @Override
    public Future<Map<String, JsonObject>> items(List<String> ids, String userId) {
        return responses.items(ids, userId);
    }

    @Override
    public Future<Recording> begin(NewResponse response) {
        long expiresAt = Clock.now() + retention.responses().toSeconds();
        Draft draft = Draft.of(response, expiresAt);
        if (!draft.streamed() && !draft.background()) {
            // nobody knows its id before it is answered, so it is written once, at its end
            return Future.succeededFuture(
                    new WholeRecording(draft, chains, responses, conversations));
        }
        String node = draft.background() ? "" : nodes.self();
        Work.Entry entry =
                new Work.Entry(draft.id(), node, draft.background(), response.caller().keyId(), 1);
        return alive().compose(alive -> chains.place(draft))
                .compose(
                        placed ->
                                // whoever finds the work looks for its response
                                responses
                                        .insert(draft, placed)
                                        .compose(kept -> work.add(entry, expiresAt).map(kept))
                                        .onFailure(unknown -> leave(draft.id())))
                .onSuccess(
                        kept -> {
                            if (draft.background()) {
                                wakes.call(List.of(Wakes.WORK));
                            }
                        })
                .map(
                        begun ->
                                new StreamRecording(
                                        begun,
                                        1,
                                        draft.input(),
                                        draft.streamed()
                                                ? Optional.of(events.writer(draft.id(), 0))
                                                : Optional.empty(),
                                        this));
    }

    /// Others must not take this node for lost as soon as it has work.
    private Future<Void> alive() {
        return nodes.isLost() ? nodes.beat() : Future.succeededFuture();
    }

    /// A response as it is now.
    ///
    /// @return its JSON; fails with 404 if it is not there, or another user's
    public Future<Buffer> get(String id, String userId) {
        return responses.require(id, userId).compose(responses::text).map(Buffer::buffer);
    }

    /// Removes a response and all that belongs to it alone.
    ///
    /// @return fails with 404 if it is not there, or another user's
    public Future<Void> delete(String id, String userId) {
        return responses
                .require(id, userId)
                .compose(
                        found ->
                                responses
                                        .delete(found)
                                        .compose(gone -> chains.leave(found))
                                        .compose(gone -> work.remove(id))
                                        .compose(
                                                gone ->
                                                        found.streamed()
                                                                ? events.delete(id)
                                                                : Future.succeededFuture()))
                .onSuccess(gone -> wakes.call(List.of(id, Wakes.WORK)));
    }

    /// All items that were a response's input: what it continues, and its own, oldest first.
    ///
    /// @return fails with 404 if it is not there, or another user's
    public Future<List<JsonObject>> inputItems(String id, String userId) {
        return responses
                .require(id, userId)
                .compose(
                        found ->
                                before(found)
                                        .compose(
                                                items ->
                                                        responses
                                                                .input(found)
                                                                .map(
                                                                        own -> {
                                                                            items.addAll(own);
                                                                            return items;
                                                                        })));
    }

    /// The events of a response that was asked for as a stream: those that have been, then those
    /// that are to come, without a gap or a repeat.
    ///
    /// @param startingAfter the number of the last event that the reader has; empty if it has
    /// none
    /// @return whole frames, to be read on the event loop on which this is called; fails if there
    /// is no such response, it was no stream, or it had no so many events
    public Future<CancellableStream<Buffer>> events(
            String id, String userId, OptionalLong startingAfter) {
        return responses
                .require(id, userId)
                .map(
                        found -> {
                            long next = startingAfter.isEmpty() ? 0 : startingAfter.getAsLong() + 1;
                            Replay.requireReadable(found, next);
                            return new Replay(found, next, responses, events, wakes, context)
                                    .stream();
                        });
    }

    /// Makes the responses that wait for it in the background, and looks after those that lost
    /// nodes have left. Called once, when the plugin starts.
    ///
    /// @param most how many at a time
    public void serve(int most, BackgroundWorker worker) {
        new BackgroundQueue(this, new RunningWork(this, most, worker)).start(context);
    }

    /// Gives up a response that is made in the background, on whatever node.
    ///
    /// @return the response's JSON, as it is then; alike if it was cancelled before; fails if it
    /// is not there, not in the background, or has ended otherwise
    public Future<Buffer> cancel(String id, String userId) {
        return responses.require(id, userId).compose(this::cancel);
    }

    private Future<Buffer> cancel(StoredResponse found) {
        if (!found.background()) {
            return Future.failedFuture(
                    new ForgeException(
                            StateError.RESPONSE_NOT_BACKGROUND,
                            "The response %s can't be cancelled: it is not made in the background."
                                    .formatted(found.id())));
        }
        if (found.status().equals("cancelled")) {
            return responses.text(found).map(Buffer::buffer);
        }
        if (found.isFinished()) {
            return Future.failedFuture(finished(found));
        }
        return new Ends(this).cancelled(found.id()).compose(done -> get(found.id(), found.user()));
    }

    private static ForgeException finished(StoredResponse found) {
        return new ForgeException(
                StateError.RESPONSE_FINISHED,
                "The response %s can't be cancelled any more: it is %s."
                        .formatted(found.id(), found.status()));
    }

    static ForgeException beyond(long startingAfter, long end) {
        return new ForgeException(
                        CommonError.INVALID_PARAMETER,
                        "starting_after must be the number of an event that was, at most %d, not %d."
                                .formatted(end, startingAfter))
                .withParam("starting_after");
    }

    /// Whether something failed since the store does not answer for now.
    static boolean isAway(Throwable failure) {
        return failure instanceof ForgeException told
                && told.errorCode() == CommonError.STORE_UNAVAILABLE;
    }

    /// The beginning or the end of a response could not be written, as far as is known; that it
    /// has failed is written once that can be done.
    void leave(String id) {
        if (left.size() < MOST_LEFT) {
            left.add(id);
        }
    }

    Set<String> left() {
        return left;
    }

    Responses responses() {
        return responses;
    }

    EventLog eventLog() {
        return events;
    }

    Work work() {
        return work;
    }

    Wakes wakes() {
        return wakes;
    }

    Nodes nodes() {
        return nodes;
    }

    Chains chains() {
        return chains;
    }

    Retention retention() {
        return retention;
    }
}
