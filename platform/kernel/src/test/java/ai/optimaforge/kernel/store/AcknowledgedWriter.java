// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Update;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// A process that writes to an embedded store until it dies, and prints that it opens it, and
/// what was acknowledged: `doc <id>` for each new document, `sum <n>` for the counter.
final class AcknowledgedWriter {
    static final CollectionSpec DOCUMENTS = CollectionSpec.of("documents", Index.unique("n"));
    static final CollectionSpec SUMS = CollectionSpec.of("sums");

    /// What it says first.
    static final String OPENS = "opens";

    /// Exit codes.
    static final int GAVE_UP = 3;

    static final int DID_NOT_START = 4;

    private static final int AT_A_TIME = 24;
    private static final String FILLING = "filling ".repeat(40);

    private final DocumentCollection documents;
    private final DocumentCollection sums;
    private final String run;
    private final AtomicLong next = new AtomicLong();
    private final PrintStream out = System.out;

    private AcknowledgedWriter(StoreRoom room, String run) {
        this.documents = room.store("kill").collection(DOCUMENTS);
        this.sums = room.store("kill").collection(SUMS);
        this.run = run;
    }

    /// @param arguments the data directory, and what makes the ids of this run unique
    public static void main(String[] arguments) {
        System.out.println(OPENS);
        AcknowledgedWriter writer = new AcknowledgedWriter(open(arguments[0]), arguments[1]);
        for (int i = 0; i < AT_A_TIME; i++) {
            writer.insert();
        }
        writer.count();
    }

    private static StoreRoom open(String data) {
        try {
            return StoreRoom.open(
                    StoreSettings.embedded(),
                    Path.of(data),
                    Vertx.vertx(),
                    new SimpleMeterRegistry());
        } catch (IOException e) {
            System.err.println(e.getMessage());
            Runtime.getRuntime().halt(DID_NOT_START);
            throw new IllegalStateException(e);
        }
    }

    private void insert() {
        String id = run + "-" + next.incrementAndGet();
        documents
                .insert(id, new JsonObject().put("n", id).put("text", FILLING))
                .onSuccess(made -> say("doc " + id))
                // what is overwritten leaves room in the file, which is to be used again
                .compose(made -> documents.put(id, made.body().put("text", "rewritten")))
                .onSuccess(done -> insert())
                .onFailure(AcknowledgedWriter::die);
    }

    private void count() {
        sums.upsert("sum", Update.begin().increment("n", 1))
                .onSuccess(
                        sum -> {
                            say("sum " + sum.body().getLong("n"));
                            count();
                        })
                .onFailure(AcknowledgedWriter::die);
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    private static void die(Throwable failure) {
        System.err.println(failure + ", for " + failure.getCause());
        Runtime.getRuntime().halt(GAVE_UP);
    }
}
