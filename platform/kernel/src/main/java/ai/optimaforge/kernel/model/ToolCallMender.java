// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Mends the tool-call deltas of one choice: an index of its own for each call; `id`, `type` and
/// the name once, in the call's first delta; arguments as text.
final class ToolCallMender {
    private final Map<Integer, Call> calls = new LinkedHashMap<>();
    /// Where the call is whose given index another call had already.
    private final Map<Integer, Integer> moved = new HashMap<>();

    private int lastIndex = -1;

    private static final class Call {
        private final String id;
        private boolean hasArguments;

        Call(String id) {
            this.id = id;
        }
    }

    boolean any() {
        return !calls.isEmpty();
    }

    JsonDocument mend(JsonDocument delta) {
        return delta.mapObjects("tool_calls", this::mendCall);
    }

    private JsonDocument mendCall(JsonDocument original) {
        String id = original.string("id").orElse("");
        int index = index(original, id);
        lastIndex = index;
        JsonDocument mended =
                original.integer("index").filter(given -> given == index).isPresent()
                        ? original
                        : original.with("index", index);
        Call known = calls.get(index);
        return known == null ? mendFirst(mended, index, id) : mendLater(mended, known);
    }

    /// The index of a delta: its own, unless another call has it already; that of the call with
    /// its id, if it has none.
    private int index(JsonDocument delta, String id) {
        Optional<Integer> given = delta.integer("index").map(Long::intValue);
        if (given.isPresent()) {
            Call known = calls.get(given.get());
            if (id.isEmpty()) {
                return moved.getOrDefault(given.get(), given.get());
            }
            if (known == null || known.id.equals(id)) {
                return given.get();
            }
        }
        for (Map.Entry<Integer, Call> entry : calls.entrySet()) {
            if (!id.isEmpty() && entry.getValue().id.equals(id)) {
                return entry.getKey();
            }
        }
        if (id.isEmpty() && lastIndex >= 0) {
            return lastIndex;
        }
        int next = nextIndex();
        given.ifPresent(taken -> moved.put(taken, next));
        return next;
    }

    private int nextIndex() {
        return calls.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    }

    private JsonDocument mendFirst(JsonDocument call, int index, String id) {
        String known = id.isEmpty() ? "call_" + UUID.randomUUID() : id;
        Call state = new Call(known);
        calls.put(index, state);
        JsonDocument mended = id.isEmpty() ? call.with("id", known) : call;
        if (mended.string("type").isEmpty()) {
            mended = mended.with("type", "function");
        }
        return mended.mapObject("function", function -> mendArguments(function, state));
    }

    private static JsonDocument mendLater(JsonDocument call, Call state) {
        return call.without("id")
                .without("type")
                .mapObject("function", function -> mendArguments(function.without("name"), state));
    }

    private static JsonDocument mendArguments(JsonDocument function, Call state) {
        String arguments = Arguments.text(function);
        state.hasArguments |= !arguments.isEmpty();
        boolean right = function.type("arguments").filter(JsonType.STRING::equals).isPresent();
        return right ? function : function.with("arguments", arguments);
    }

    /// Deltas that give empty arguments to the calls that got none.
    JsonArray missingArguments() {
        JsonArray missing = new JsonArray();
        calls.forEach(
                (index, call) -> {
                    if (!call.hasArguments) {
                        call.hasArguments = true;
                        missing.add(
                                new JsonObject()
                                        .put("index", index)
                                        .put("function", new JsonObject().put("arguments", "{}")));
                    }
                });
        return missing;
    }
}
