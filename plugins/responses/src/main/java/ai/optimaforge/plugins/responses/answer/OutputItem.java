// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import io.vertx.core.json.JsonObject;

/// An item of the output while it grows. It takes what comes for it at any time; its events go
/// out only between [#begin] and [#finish], which [ResponseWriter] calls for one item after the
/// other.
abstract class OutputItem {
    /// How far an item has come.
    enum Status {
        IN_PROGRESS("in_progress"),
        COMPLETED("completed"),
        INCOMPLETE("incomplete");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private final int index;
    private final String id;
    private Status status = Status.IN_PROGRESS;
    private boolean closed;

    OutputItem(int index, String id) {
        this.index = index;
        this.id = id;
    }

    final int index() {
        return index;
    }

    final String id() {
        return id;
    }

    final Status status() {
        return status;
    }

    /// Nothing more is taken.
    final void close() {
        closed = true;
    }

    final boolean isClosed() {
        return closed;
    }

    /// Whether it can end where something else begins.
    boolean canEnd() {
        return true;
    }

    /// Whether nothing can be added to it.
    boolean isFull() {
        return closed;
    }

    /// Whether some of it is shown only to those who ask for it.
    boolean hides() {
        return false;
    }

    /// The item as it is now.
    ///
    /// @param all with what is shown only to those who ask for it
    abstract JsonObject json(boolean all);

    /// The item as it is told of before anything of it is.
    abstract JsonObject begun();

    /// Sends what has come since the last time.
    abstract void flush(Emission out);

    /// Sends what its content ends with.
    abstract void end(Emission out);

    final void begin(Emission out) {
        out.emit("response.output_item.added", () -> told(begun()));
        flush(out);
    }

    final void finish(Emission out, Status last, boolean all) {
        flush(out);
        end(out);
        closed = true;
        status = last;
        out.emit("response.output_item.done", () -> told(json(all)));
    }

    private JsonObject told(JsonObject item) {
        return new JsonObject().put("output_index", index).put("item", item);
    }

    /// The members that say where in the output an event belongs.
    final JsonObject place() {
        return new JsonObject().put("item_id", id).put("output_index", index);
    }
}
