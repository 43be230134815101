// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.endpoint.Operations;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// The operations of a group, to be called without HTTP. What a test waits for it waits for 10 s
/// at most.
public final class TestOperations implements Operations {
    private final Map<String, Function<Call, Future<Answer>>> handlers = new HashMap<>();

    private TestOperations() {}

    /// The operations that a group binds.
    public static TestOperations of(EndpointGroup group) {
        TestOperations operations = new TestOperations();
        group.bind(operations);
        return operations;
    }

    @Override
    public Operations on(String operationId, Function<Call, Future<Answer>> handler) {
        handlers.put(operationId, handler);
        return this;
    }

    /// Calls an operation, and waits for its answer. What fails is thrown as it is.
    public Answer call(String operationId, Call call) {
        Function<Call, Future<Answer>> handler = handlers.get(operationId);
        if (handler == null) {
            throw new IllegalArgumentException("no operation " + operationId);
        }
        try {
            return EventLoop.await(handler.apply(call));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /// Calls an operation that answers with a JSON document and status 200.
    public JsonObject json(String operationId, Call call) {
        if (call(operationId, call) instanceof Answer.Document document
                && document.status() == 200) {
            return new JsonObject(document.body());
        }
        throw new AssertionError(operationId + " answered without a document");
    }
}
