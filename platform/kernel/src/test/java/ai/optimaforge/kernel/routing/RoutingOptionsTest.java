// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

/// What a caller says of routing is taken, or refused by its name.
class RoutingOptionsTest {
    private static RoutingOptions of(String routing) {
        return RoutingOptions.of(
                Optional.of(JsonDocument.parse(Buffer.buffer("{\"routing\":" + routing + "}"))));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"low\"', 0.15",
        "'\"medium\"', 0.4",
        "'\"high\"', 0.8",
        "0, 0",
        "1, 1",
        "0.25, 0.25",
        "null, 0.4"
    })
    void should_take_the_cost_sensitivity_as_a_word_or_a_number(String json, double value) {
        assertEquals(value, of("{\"costSensitivity\":" + json + "}").costSensitivity());
    }

    @Test
    void should_be_as_usual_when_nothing_is_said() {
        assertEquals(RoutingOptions.USUAL, RoutingOptions.of(Optional.empty()));
        assertEquals(RoutingOptions.USUAL, of("{}"));
    }

    @Test
    void should_take_all_that_is_said() {
        assertEquals(
                new RoutingOptions(0.4, Optional.of(false), Optional.of(3), true),
                of("{\"failover\":false,\"maxRetries\":3,\"explain\":true}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "costSensitivity | 1.01 | low, medium, high or a number from 0 to 1",
                "costSensitivity | -0.1 | low, medium, high or a number from 0 to 1",
                "costSensitivity | \"cheap\" | low, medium, high or a number from 0 to 1",
                "costSensitivity | true | low, medium, high or a number from 0 to 1",
                "maxRetries | 11 | a whole number from 0 to 10",
                "maxRetries | -1 | a whole number from 0 to 10",
                "maxRetries | 1.5 | a whole number from 0 to 10",
                "failover | \"yes\" | true or false",
                "explain | 1 | true or false",
            })
    void should_name_the_option_and_its_value_when_it_is_ill(
            String name, String value, String right) {
        ForgeException refusal =
                assertThrows(ForgeException.class, () -> of("{\"%s\":%s}".formatted(name, value)));
        assertEquals(422, refusal.errorCode().status());
        assertEquals(Optional.of("forge.routing." + name), refusal.param());
        assertEquals(
                "forge.routing.%s must be %s, not %s.".formatted(name, right, value),
                refusal.message());
    }
}
