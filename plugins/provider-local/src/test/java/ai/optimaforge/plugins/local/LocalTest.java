// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.Meters;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.TestCall;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/// A provider with its real model.
abstract class LocalTest {
    final EventLoop loop = new EventLoop();
    final AtomicInteger inFlight = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final TestCall call = new TestCall();
    final LocalProvider provider = create(1, 4);

    @AfterEach
    void end() {
        EventLoop.await(provider.close());
        loop.close();
    }

    final LocalProvider create(int threads, int queueLimit) {
        Meters.Counter counter = amount -> refused.addAndGet((int) amount);
        return new LocalProvider(
                new EmbeddingQueue(new LocalConfig(threads, queueLimit), inFlight, counter));
    }

    static JsonObject asking(Object input) {
        return new JsonObject().put("model", LocalProvider.MODEL).put("input", input);
    }

    final Future<JsonObject> start(JsonObject request) {
        return start(request, new TestCall());
    }

    final Future<JsonObject> start(JsonObject request, TestCall by) {
        return loop.start(
                () ->
                        provider.embed(new EmbeddingRequest(JsonDocument.of(request)), by)
                                .map(answer -> answer.document().toJson()));
    }

    final JsonObject embed(JsonObject request) {
        return EventLoop.await(start(request, call));
    }

    final ForgeException refusal(JsonObject request) {
        var thrown = assertThrows(CompletionException.class, () -> embed(request));
        return assertInstanceOf(ForgeException.class, thrown.getCause());
    }

    static List<float[]> vectors(JsonObject answer) {
        return answer.getJsonArray("data").stream()
                .map(item -> floats(((JsonObject) item).getJsonArray("embedding")))
                .toList();
    }

    private static float[] floats(JsonArray numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.getFloat(i);
        }
        return floats;
    }

    /// The cosine of the angle between two vectors of length 1.
    static double nearness(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
