// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.function.Consumer;
import java.util.function.Supplier;

/// Where events go out, numbered without gaps. Nothing is made of an event that nobody takes.
final class Emission {
    private final Consumer<ResponseEvent> sink;
    private final boolean silent;
    private long sequence;

    private Emission(Consumer<ResponseEvent> sink, boolean silent) {
        this.sink = sink;
        this.silent = silent;
    }

    static Emission to(Consumer<ResponseEvent> sink) {
        return new Emission(sink, false);
    }

    static Emission silent() {
        return new Emission(event -> {}, true);
    }

    /// @param members what the event has beside its type and number
    void emit(String type, Supplier<JsonObject> members) {
        if (silent) {
            return;
        }
        JsonObject event = new JsonObject().put("type", type).put("sequence_number", sequence);
        members.get().forEach(member -> event.put(member.getKey(), member.getValue()));
        // a document's text, which keeps half a surrogate pair
        Buffer data = Buffer.buffer(JsonDocument.text(event));
        ResponseEvent made = new ResponseEvent(sequence, type, data);
        sequence++;
        sink.accept(made);
    }

    /// The last events were made and did not go out: the next one takes the number of the first
    /// of them.
    void takeBack(int count) {
        sequence -= count;
    }
}
