// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.kept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;

import io.vertx.core.json.JsonObject;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Holds what goes over the WebSocket against `api-spec/responses.asyncapi.yaml`.
final class SocketContract {
    private static final Path DIRECTORY = Path.of("../api-spec");
    private static final String BASE = "https://localhost/";
    private static final String DOCUMENT = "responses.asyncapi.yaml";

    private final Schema create;
    private final Schema event;
    private final Schema refusal;

    SocketContract() {
        SchemaRegistry registry =
                SchemaRegistry.withDefaultDialect(
                        Dialects.getOpenApi31(),
                        builder ->
                                builder.schemas(
                                        Map.of(
                                                BASE + DOCUMENT,
                                                json(DOCUMENT),
                                                BASE + "responses.yaml",
                                                json("responses.yaml"),
                                                BASE + "components.yaml",
                                                json("components.yaml"))));
        this.create = payload(registry, "create");
        this.event = payload(registry, "event");
        this.refusal = payload(registry, "refusal");
    }

    /// A file of the contract as JSON.
    static String json(String name) {
        try {
            Object yaml =
                    new Load(LoadSettings.builder().setLabel(name).build())
                            .loadFromString(Files.readString(DIRECTORY.resolve(name)));
            JsonObject document = new JsonObject();
            ((Map<?, ?>) yaml).forEach((key, value) -> document.put(String.valueOf(key), value));
            return document.encode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema payload(SchemaRegistry registry, String message) {
        return registry.getSchema(
                SchemaLocation.of(
                        "%s%s#/components/messages/%s/payload/schema"
                                .formatted(BASE, DOCUMENT, message)));
    }

    /// A message that a client may send.
    void sent(String message) {
        assertEquals(List.of(), faults(create, message), message);
    }

    /// A message that a client gets, which is one of the two that there are.
    void heard(String message) {
        boolean isRefusal = new JsonObject(message).containsKey("status");
        assertEquals(List.of(), faults(isRefusal ? refusal : event, message), message);
        assertTrue(!faults(isRefusal ? event : refusal, message).isEmpty(), message);
    }

    /// Whether a client may send a message.
    boolean maySend(String message) {
        return faults(create, message).isEmpty();
    }

    private static List<Object> faults(Schema schema, String message) {
        return List.copyOf(schema.validate(message, InputFormat.JSON));
    }
}
