// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import ai.optimaforge.plugins.responses.answer.OutputItem.Status;
import ai.optimaforge.plugins.responses.state.ItemId;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.store.TimeOrderedId;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A response as it is written, and the events that tell of it. What it is given may come in any
/// order; the events can't: one item after the other, each from its beginning to its end. What
/// comes for a later item waits in that item until those before it have ended, which for a call
/// is where its arguments are whole, and for all else where something else begins.
final class ResponseWriter {
    /// How many characters of output are held in memory.
    private static final int MOST = 32 * 1024 * 1024;

    private final JsonObject shell;
    private final Emission out;
    private final List<JsonObject> first;
    private final long mostCalls;
    private final boolean showsThoughts;
    private final List<OutputItem> items = new ArrayList<>();
    private List<JsonObject> shown = List.of();
    private final Map<Object, FunctionCallItem> calls = new HashMap<>();
    private final Set<Object> ignored = new HashSet<>();
    private final Set<String> callIds = new HashSet<>();
    private int head;
    private long length;
    private boolean started;

    /// @param shell the response without output, in progress; it is completed here
    /// @param first items that the output begins with
    /// @param mostCalls how many calls the model may make; those beyond are ignored
    /// @param showsThoughts whether the response holds what reasoning items are wrapped into
    ResponseWriter(
            JsonObject shell,
            Emission out,
            List<JsonObject> first,
            long mostCalls,
            boolean showsThoughts) {
        this.shell = shell;
        this.out = out;
        this.first = first;
        this.mostCalls = mostCalls;
        this.showsThoughts = showsThoughts;
    }

    /// The model has begun to answer. A second time does nothing.
    ///
    /// @param model its id, as its provider tells it; empty if not
    void start(String model) {
        if (started) {
            return;
        }
        started = true;
        if (!model.isEmpty()) {
            shell.put("model", model);
        }
        lifecycle("response.created");
        lifecycle("response.in_progress");
        first.forEach(this::verbatim);
    }

    private void lifecycle(String type) {
        out.emit(type, () -> new JsonObject().put("response", shell));
    }

    void text(String text, JsonArray logprobs) {
        grow(text);
        MessageItem item = message();
        item.text(text, logprobs);
        flush(item);
    }

    void refusal(String text) {
        grow(text);
        MessageItem item = message();
        item.refusal(text);
        flush(item);
    }

    void annotation(JsonObject annotation) {
        MessageItem item = message();
        item.annotation(annotation);
        flush(item);
    }

    /// A message begins.
    ///
    /// @param id its id, as the provider tells it; empty if not
    /// @param phase whether it comments or answers; empty if the model does not say
    MessageItem beginMessage(String id, String phase) {
        return begin(new MessageItem(items.size(), id(id, "msg"), phase));
    }

    MessageItem message() {
        return last() instanceof MessageItem item ? item : beginMessage("", "");
    }

    /// Thoughts begin.
    ReasoningItem beginReasoning(String id) {
        return begin(new ReasoningItem(items.size(), id(id, "rs")));
    }

    ReasoningItem reasoning() {
        return last() instanceof ReasoningItem item ? item : beginReasoning("");
    }

    void thought(String text) {
        grow(text);
        ReasoningItem item = reasoning();
        item.text(text);
        flush(item);
    }

    void thoughtBlock(JsonObject block) {
        reasoning().block(block);
    }

    /// More of a call, or its beginning.
    ///
    /// @param key which of the calls of this response
    /// @param extra where a model signs its calls, its signature
    void call(
            Object key,
            String id,
            String callId,
            String name,
            String arguments,
            @Nullable JsonObject extra) {
        FunctionCallItem item = calls.get(key);
        if (item == null) {
            if (ignored.contains(key) || calls.size() >= mostCalls) {
                ignored.add(key);
                return;
            }
            item =
                    begin(
                            new FunctionCallItem(
                                    items.size(), id(id, "fc"), own(callId), name, extra));
            calls.put(key, item);
        }
        if (!arguments.isEmpty() && !item.isClosed()) {
            grow(arguments);
            item.arguments(arguments);
            flush(item);
            goOn();
        }
    }

    /// Whether a call has begun.
    boolean isCall(Object key) {
        return calls.containsKey(key);
    }

    /// The arguments of a call so far; empty if there is none.
    String arguments(Object key) {
        FunctionCallItem item = calls.get(key);
        return item == null ? "" : item.arguments();
    }

    /// The id of a call as the API has it, and another than those before.
    private String own(String callId) {
        String id = callId.startsWith("call_") ? callId : "call_" + callId;
        if (callId.isEmpty() || !callIds.add(id)) {
            id = TimeOrderedId.next("call");
            callIds.add(id);
        }
        return id;
    }

    /// An item that is whole.
    void verbatim(JsonObject item) {
        String id = id(item.getValue("id") instanceof String given ? given : "", "item");
        close(begin(new VerbatimItem(items.size(), id, item)));
    }

    private String id(String given, String kind) {
        return given.isEmpty() ? ItemId.ofOutput(kind, shell.getString("id"), items.size()) : given;
    }

    private void grow(String text) {
        length += text.length();
        if (length > MOST) {
            throw new ForgeException(
                    CommonError.PROVIDER_ERROR,
                    "The answer is longer than " + MOST + " characters.");
        }
    }

    private @Nullable OutputItem last() {
        if (items.isEmpty() || items.getLast().isClosed()) {
            return null;
        }
        return items.getLast();
    }

    private <T extends OutputItem> T begin(T item) {
        start("");
        items.add(item);
        if (isHead(item)) {
            item.begin(out);
        }
        goOn();
        return item;
    }

    private boolean isHead(OutputItem item) {
        return item.index() == head;
    }

    private void flush(OutputItem item) {
        if (isHead(item)) {
            item.flush(out);
        }
    }

    /// Nothing more comes for an item.
    void close(OutputItem item) {
        item.close();
        goOn();
    }

    /// Ends the items that are whole: those to which nothing can be added, and those behind which
    /// another one has begun.
    private void goOn() {
        while (head < items.size() && isWhole(items.get(head))) {
            finishHead(Status.COMPLETED);
        }
    }

    private boolean isWhole(OutputItem item) {
        return item.isFull() || (item.index() < items.size() - 1 && item.canEnd());
    }

    private void finishHead(Status status) {
        items.get(head).finish(out, status, showsThoughts);
        head++;
        if (head < items.size()) {
            items.get(head).begin(out);
        }
    }

    /// The model has ended: ends what is open.
    ///
    /// @return the response as it is now; its last event is still to come
    JsonObject end(Ending ending) {
        start("");
        if (items.size() == first.size() && ending.isWhole()) {
            beginMessage("", "");
        }
        while (head < items.size()) {
            // only what was under way when the model was stopped is not whole
            boolean whole = ending.isWhole() || head < items.size() - 1;
            finishHead(whole ? Status.COMPLETED : Status.INCOMPLETE);
        }
        shell.put("status", ending.status());
        shown = items.stream().map(item -> item.json(showsThoughts)).toList();
        shell.put("output", new JsonArray(new ArrayList<>(shown)));
        ending.reason()
                .ifPresent(
                        reason ->
                                shell.put(
                                        "incomplete_details",
                                        new JsonObject().put("reason", reason)));
        ending.error().ifPresent(error -> shell.put("error", error));
        return shell;
    }

    /// The one event that is the last of its response.
    void last(Ending ending) {
        lifecycle("response." + (ending.status().equals("cancelled") ? "failed" : ending.status()));
    }

    /// Why the response is about to fail, for clients of either family.
    void error(ForgeException failure) {
        String code = failure.errorCode().code();
        out.emit(
                "error",
                () ->
                        new JsonObject()
                                .put("code", code)
                                .put("message", failure.message())
                                .put("param", failure.param().orElse(null))
                                .put(
                                        "error",
                                        new JsonObject()
                                                .put("type", failure.errorCode().type().wireName())
                                                .put("code", code)
                                                .put("message", failure.message())
                                                .put("param", failure.param().orElse(null))));
    }

    /// The items with all that it takes to go on with them; once the model has ended.
    List<JsonObject> kept() {
        return items.stream().map(this::kept).toList();
    }

    private JsonObject kept(OutputItem item) {
        return item.hides() && !showsThoughts ? item.json(true) : shown.get(item.index());
    }
}
