// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.spi.model.UpstreamException;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseFormatTest extends SandboxTest {
    @Test
    void should_answer_json_when_an_object_is_asked_for() {
        JsonObject format = new JsonObject().put("type", "json_object");
        JsonObject answer = new JsonObject(content(saying("hi").put("response_format", format)));
        assertEquals("hi", answer.getString("you_said"));
        assertEquals("This is the sandbox, not a model.", answer.getString("sandbox"));
    }

    @Test
    void should_answer_an_instance_when_a_schema_is_given() {
        JsonObject format =
                new JsonObject(
                        """
                        {"type":"json_schema","json_schema":{"name":"x","strict":true,"schema":
                         {"type":"object","properties":{"a":{"type":"number"}},"required":["a"]}}}
                        """);
        assertEquals("{\"a\":0.0}", content(saying("hi").put("response_format", format)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | {}",
                "{\"type\":\"string\"} | \"sandbox\"",
                "{\"type\":\"string\",\"maxLength\":3} | \"san\"",
                "{\"type\":\"string\",\"minLength\":9} | \"sandbox..\"",
                "{\"type\":\"string\",\"format\":\"date\"} | \"2000-01-01\"",
                "{\"type\":\"integer\"} | 0",
                "{\"type\":\"integer\",\"minimum\":3} | 3",
                "{\"type\":\"integer\",\"exclusiveMinimum\":3} | 4",
                "{\"type\":\"integer\",\"maximum\":-2} | -2",
                "{\"type\":\"integer\",\"minimum\":3,\"multipleOf\":5} | 5",
                "{\"type\":\"boolean\"} | false",
                "{\"type\":[\"null\",\"string\"]} | null",
                "{\"enum\":[\"b\",\"a\"]} | \"b\"",
                "{\"const\":7} | 7",
                "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}} | []",
                "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":2} | [0,0]",
                "{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"null\"}]} | 0",
                "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"boolean\"}}} | false",
                "{\"type\":\"object\",\"properties\":{\"next\":{\"anyOf\":[{\"$ref\":\"#\"},"
                        + "{\"type\":\"null\"}]}},\"required\":[\"next\"]}"
                        + " | {\"next\":{\"next\":null}}",
                "{\"allOf\":[{\"$ref\":\"#/$defs/a\"},{\"required\":[\"b\"],\"properties\":"
                        + "{\"b\":{\"const\":2}}}],\"$defs\":{\"a\":{\"type\":\"object\","
                        + "\"required\":[\"a\"],\"properties\":{\"a\":{\"const\":1}}}}}"
                        + " | {\"a\":1,\"b\":2}",
            })
    void should_make_the_least_instance_when_the_schema_is_simple(String schema, String instance) {
        assertEquals(instance, Json.encode(SchemaInstance.of(new JsonObject(schema))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"#\"}",
                "{\"$ref\":\"#/$defs/none\"}",
                "{\"$ref\":\"https://example.org/\"}",
                "{\"enum\":1}"
            })
    void should_refuse_a_schema_when_it_has_no_instance(String schema) {
        UpstreamException failure =
                Assertions.assertThrows(
                        UpstreamException.class, () -> SchemaInstance.of(new JsonObject(schema)));
        assertEquals(400, failure.status());
    }
}
