// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.EventStream;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;

import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Holds responses and their events against the platform's own contract.
final class ResponseContract {
    private static final String DOCUMENT = "https://localhost/openapi.json";

    private final Schema response;
    private final Schema event;
    private final Schema compaction;

    ResponseContract(Gateway gateway) {
        String contract = gateway.client().get("/openapi.json").text();
        SchemaRegistry registry =
                SchemaRegistry.withDefaultDialect(
                        Dialects.getOpenApi31(),
                        builder -> builder.schemas(Map.of(DOCUMENT, contract)));
        this.response = schema(registry, "Response");
        this.event = schema(registry, "ResponseEvent");
        this.compaction = schema(registry, "ResponseCompaction");
    }

    private static Schema schema(SchemaRegistry registry, String name) {
        return registry.getSchema(SchemaLocation.of(DOCUMENT + "#/components/schemas/" + name));
    }

    private static void hold(Schema schema, String json) {
        assertEquals(List.of(), List.copyOf(schema.validate(json, InputFormat.JSON)), json);
    }

    /// A response that is as the contract says.
    JsonObject response(String json) {
        hold(response, json);
        return new JsonObject(json);
    }

    /// Holds what a conversation was compacted to.
    void compaction(String json) {
        hold(compaction, json);
    }

    /// The events of a stream, of which each is as the contract says: named as its type, numbered
    /// without gaps, and followed by `[DONE]` at the end.
    List<JsonObject> events(EventStream stream) {
        assertEquals(200, stream.status());
        assertEquals("text/event-stream; charset=utf-8", stream.header("content-type"));
        List<String> frames = stream.rest();
        assertEquals(EventStream.DONE, frames.getLast());
        List<JsonObject> events = new ArrayList<>();
        for (String frame : frames.subList(0, frames.size() - 1)) {
            String[] lines = frame.split("\n", -1);
            assertEquals(4, lines.length, frame);
            String json = lines[1].substring("data: ".length());
            hold(event, json);
            JsonObject read = new JsonObject(json);
            assertEquals("event: " + read.getString("type"), lines[0]);
            assertEquals(events.size(), read.getInteger("sequence_number"));
            events.add(read);
        }
        assertEquals("response.created", events.getFirst().getString("type"));
        assertTrue(isLast(events.getLast()), frames::toString);
        assertFalse(events.subList(0, events.size() - 1).stream().anyMatch(this::isLast));
        return events;
    }

    private boolean isLast(JsonObject event) {
        return List.of("response.completed", "response.incomplete", "response.failed")
                .contains(event.getString("type"));
    }
}
