// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every operation has examples, and they are what its schemas say.
class ContractExamplesTest {
    private static final String DOCUMENT = "https://localhost/openapi.json";
    private static final String DONE = "data: [DONE]";
    private static final String MESSAGE_STOP = "data: {\"type\":\"message_stop\"}";

    static Stream<ContractOperation> operations() {
        return ContractFile.all().stream().flatMap(contract -> contract.operations().stream());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void should_have_an_example_of_every_content(ContractOperation operation) {
        for (JsonPointer content : operation.contents()) {
            assertFalse(examples(operation.at(content)).isEmpty(), "no example at " + content);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void should_have_examples_that_match_their_schemas(ContractOperation operation) {
        List<String> mismatches = new ArrayList<>();
        for (JsonPointer content : operation.contents()) {
            Schema schema = schema(operation, content);
            examples(operation.at(content))
                    .forEach(
                            (name, example) ->
                                    jsonOf(content, example)
                                            .flatMap(json -> errors(schema, json))
                                            .map(error -> content + " " + name + error)
                                            .forEach(mismatches::add));
        }
        assertEquals(List.of(), mismatches);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void should_have_parameter_examples_that_match_their_schemas(ContractOperation operation) {
        for (JsonPointer place : operation.parameters()) {
            String example = Json.encode(operation.at(place).getValue("example"));
            assertEquals(List.of(), errors(schema(operation, place), example).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void should_end_every_example_of_a_stream_as_streams_end(ContractOperation operation) {
        for (JsonPointer content : operation.contents()) {
            if (isStream(content)) {
                for (Object example : examples(operation.at(content)).values()) {
                    String text = (String) example;
                    String last = frames(text).getLast();
                    assertTrue(isEnd(last) != isError(last), last);
                    assertTrue(text.endsWith("\n\n"), "the last frame is cut short");
                    assertEquals(1, ids(text), "one answer has one id");
                }
            }
        }
    }

    private static boolean isEnd(String frame) {
        return frame.equals(DONE) || frame.equals(MESSAGE_STOP);
    }

    private static boolean isError(String frame) {
        return frame.startsWith("data: {\"error\":")
                || frame.startsWith("data: {\"type\":\"error\"");
    }

    private static long ids(String stream) {
        return frames(stream).stream()
                .filter(frame -> frame.startsWith("data: {") && frame.contains("\"id\":"))
                .map(frame -> new JsonObject(frame.substring(6)))
                .map(data -> data.getJsonObject("message", data).getString("id"))
                .distinct()
                .count();
    }

    /// The examples by name.
    private static Map<String, Object> examples(JsonObject content) {
        Map<String, Object> examples = new LinkedHashMap<>();
        if (content.containsKey("example")) {
            examples.put("", content.getValue("example"));
        }
        for (var named : content.getJsonObject("examples", new JsonObject())) {
            examples.put(named.getKey(), ((JsonObject) named.getValue()).getValue("value"));
        }
        return examples;
    }

    /// The documents that an example is made of: itself, or the data of a stream's frames.
    private static Stream<String> jsonOf(JsonPointer content, Object example) {
        if (!isStream(content)) {
            return Stream.of(Json.encode(example));
        }
        return frames((String) example).stream()
                .filter(frame -> frame.startsWith("data: ") && !frame.equals(DONE))
                .map(frame -> frame.substring(6));
    }

    private static boolean isStream(JsonPointer content) {
        return content.toString().endsWith("text~1event-stream");
    }

    private static List<String> frames(String stream) {
        return stream.strip().lines().filter(line -> !line.isEmpty()).toList();
    }

    private static Schema schema(ContractOperation operation, JsonPointer holder) {
        SchemaRegistry registry =
                SchemaRegistry.withDefaultDialect(
                        Dialects.getOpenApi31(),
                        builder -> builder.schemas(Map.of(DOCUMENT, operation.merged().encode())));
        return registry.getSchema(SchemaLocation.of(DOCUMENT + "#" + holder + "/schema"));
    }

    private static Stream<String> errors(Schema schema, String json) {
        return schema.validate(json, InputFormat.JSON).stream().map(Object::toString);
    }
}
