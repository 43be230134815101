// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import ai.optimaforge.toolkit.ArgumentsEnd;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

/// A call of a function.
final class FunctionCallItem extends OutputItem {
    private static final String NONE = "{}";

    private final String callId;
    private final String name;
    private final @Nullable JsonObject extra;
    private final StringBuilder arguments = new StringBuilder();
    private final ArgumentsEnd ending = new ArgumentsEnd();
    private int sent;

    /// @param extra where a model signs its calls, its signature
    FunctionCallItem(int index, String id, String callId, String name, @Nullable JsonObject extra) {
        super(index, id);
        this.callId = callId;
        this.name = name;
        this.extra = extra;
    }

    String callId() {
        return callId;
    }

    String arguments() {
        return arguments.toString();
    }

    /// More of the arguments. Behind their end, nothing adds to them.
    void arguments(String fragment) {
        if (ending.add(fragment)) {
            arguments.append(fragment);
        }
    }

    @Override
    boolean canEnd() {
        return isFull();
    }

    @Override
    boolean isFull() {
        return isClosed() || ending.isReached();
    }

    @Override
    JsonObject json(boolean all) {
        return json(status(), arguments.toString());
    }

    @Override
    JsonObject begun() {
        return json(Status.IN_PROGRESS, "");
    }

    private JsonObject json(Status status, String text) {
        JsonObject item =
                new JsonObject()
                        .put("id", id())
                        .put("type", "function_call")
                        .put("status", status.word())
                        .put("call_id", callId)
                        .put("name", name)
                        .put("arguments", text);
        return extra == null ? item : item.put("extra_content", extra);
    }

    @Override
    void flush(Emission out) {
        if (arguments.length() > sent) {
            String fresh = arguments.substring(sent);
            sent = arguments.length();
            out.emit("response.function_call_arguments.delta", () -> place().put("delta", fresh));
        }
    }

    @Override
    void end(Emission out) {
        if (arguments.toString().isBlank()) {
            arguments.append(NONE);
            flush(out);
        }
        out.emit(
                "response.function_call_arguments.done",
                () -> place().put("name", name).put("arguments", arguments.toString()));
    }
}
