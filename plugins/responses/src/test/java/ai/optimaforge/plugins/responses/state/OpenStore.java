// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.store.TimeOrderedId;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.Reading;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;

/// A response store on an embedded store of its own, which is new for each test.
abstract class OpenStore {
    static final String USER = Caller.platform().userId();

    @TempDir private Path directory;

    final EventLoop loop = new EventLoop();
    StoreContext context;
    ResponseStore store;

    @BeforeEach
    void open() throws IOException {
        context = new StoreContext(loop.vertx(), directory);
        store = open(Duration.ofDays(30));
    }

    ResponseStore open(Duration retention) {
        return loop.call(
                () ->
                        Future.succeededFuture(
                                ResponseStore.open(
                                        context, new Retention(retention, Duration.ofDays(1)))));
    }

    @AfterEach
    void close() {
        context.close();
        loop.close();
    }

    static JsonObject item(String text) {
        return new JsonObject().put("id", TimeOrderedId.next("msg")).put("text", text);
    }

    static JsonObject response(String status, JsonObject... output) {
        return new JsonObject()
                .put("id", TimeOrderedId.next("resp"))
                .put("status", status)
                .put("output", new JsonArray(List.of(output)));
    }

    static NewResponse begun(
            JsonObject response, Optional<Place> history, String request, JsonObject input) {
        return new NewResponse(
                response,
                List.of(input),
                history,
                Caller.platform(),
                JsonDocument.parse(Buffer.buffer(request)));
    }

    static ResponseSnapshot completed(JsonObject response) {
        return new ResponseSnapshot(response.copy().put("status", "completed"), List.of());
    }

    static StateError code(CompletionException thrown) {
        ForgeException failure = assertInstanceOf(ForgeException.class, thrown.getCause());
        return assertInstanceOf(StateError.class, failure.errorCode());
    }

    boolean isThere(String id) {
        return loop.call(() -> store.get(id, USER).map(true).otherwise(false));
    }

    /// All events of a response, from its first one, once it has ended.
    List<Buffer> events(String id) {
        return loop.call(() -> store.events(id, USER, OptionalLong.empty()).compose(Reading::all));
    }

    /// Waits until a response that is streamed has ended.
    void assertEndsWith(String event, String id) {
        String last = events(id).getLast().toString();
        assertTrue(last.startsWith("event: " + event + "\n"), last);
    }
}
