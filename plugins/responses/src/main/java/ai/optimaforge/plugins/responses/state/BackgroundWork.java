// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;

/// A response that this node is to make in the background. Used on the plugin's context.
public final class BackgroundWork {
    private final ResponseStore store;
    private final Work.Entry entry;
    private final StoredResponse stored;
    private final JsonObject response;
    private final JsonDocument request;
    private final List<JsonObject> input;
    private final long shown;
    private Optional<StreamRecording> recording = Optional.empty();

    /// @param shown how many of its events have been written by a node before
    BackgroundWork(
            ResponseStore store,
            Work.Entry entry,
            StoredResponse stored,
            JsonObject response,
            JsonDocument request,
            List<JsonObject> input,
            long shown) {
        this.store = store;
        this.entry = entry;
        this.stored = stored;
        this.response = response;
        this.request = request;
        this.input = List.copyOf(input);
        this.shown = shown;
    }

    /// The key that asked for it.
    public String keyId() {
        return entry.key();
    }

    /// The response as it was when it was asked for: its id and times are to be kept.
    public JsonObject response() {
        return response;
    }

    /// The request that asked for it.
    public JsonDocument request() {
        return request;
    }

    /// Its input items, with their ids.
    public List<JsonObject> input() {
        return input;
    }

    /// Says that it is being made now. The first events may have been written by a node before:
    /// they are given to the recording again, and left out there.
    ///
    /// @return empty if it is not to be made any more
    public Future<Optional<Recording>> begin() {
        JsonObject begun = response.copy().put("status", "in_progress");
        return store.responses()
                .begun(stored, entry.attempt(), begun)
                .map(
                        made -> {
                            recording = made.map(this::recording);
                            return recording.map(Recording.class::cast);
                        });
    }

    private StreamRecording recording(StoredResponse made) {
        return new StreamRecording(
                made,
                entry.attempt(),
                input,
                made.streamed()
                        ? Optional.of(store.eventLog().writer(made.id(), shown))
                        : Optional.empty(),
                store);
    }

    /// Keeps nothing more of what is made.
    void drop() {
        recording.ifPresent(StreamRecording::drop);
    }

    Work.Entry entry() {
        return entry;
    }
}
