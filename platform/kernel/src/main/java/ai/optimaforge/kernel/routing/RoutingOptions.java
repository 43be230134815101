// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;

import java.util.Optional;

/// What a caller says of routing in `forge.routing`.
///
/// @param costSensitivity from 0, money is no object, to 1
/// @param failover whether another try may be made after one that failed; empty as the operator
/// has it
/// @param maxRetries how many more tries; empty as the operator has it
/// @param explain whether the answer tells of every candidate
public record RoutingOptions(
        double costSensitivity,
        Optional<Boolean> failover,
        Optional<Integer> maxRetries,
        boolean explain) {
    private static final double LOW = 0.15;
    private static final double MEDIUM = 0.4;
    private static final double HIGH = 0.8;
    private static final int MOST_RETRIES = 10;

    /// What holds for a caller who says nothing.
    public static final RoutingOptions USUAL =
            new RoutingOptions(MEDIUM, Optional.empty(), Optional.empty(), false);

    /// Reads the options of a request.
    ///
    /// @param forge the object `forge`
    /// @throws ForgeException with a 422 that names the option and its value if it is ill
    public static RoutingOptions of(Optional<JsonDocument> forge) {
        return forge.flatMap(options -> options.object("routing"))
                .map(RoutingOptions::read)
                .orElse(USUAL);
    }

    private static RoutingOptions read(JsonDocument routing) {
        return new RoutingOptions(
                costSensitivity(routing),
                flag(routing, "failover"),
                maxRetries(routing),
                flag(routing, "explain").orElse(false));
    }

    private static double costSensitivity(JsonDocument routing) {
        Object value = value(routing, "costSensitivity").orElse("medium");
        if (value instanceof Number number
                && number.doubleValue() >= 0
                && number.doubleValue() <= 1) {
            return number.doubleValue();
        }
        return switch (String.valueOf(value)) {
            case "low" -> LOW;
            case "medium" -> MEDIUM;
            case "high" -> HIGH;
            default ->
                    throw refused(
                            "costSensitivity", "low, medium, high or a number from 0 to 1", value);
        };
    }

    private static Optional<Integer> maxRetries(JsonDocument routing) {
        Optional<Object> value = value(routing, "maxRetries");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get() instanceof Integer count && count >= 0 && count <= MOST_RETRIES) {
            return Optional.of(count);
        }
        throw refused("maxRetries", "a whole number from 0 to " + MOST_RETRIES, value.get());
    }

    private static Optional<Boolean> flag(JsonDocument routing, String name) {
        Optional<Object> value = value(routing, name);
        if (value.isPresent() && !(value.get() instanceof Boolean)) {
            throw refused(name, "true or false", value.get());
        }
        return value.map(flag -> (Boolean) flag);
    }

    private static Optional<Object> value(JsonDocument routing, String name) {
        return routing.type(name)
                .filter(type -> type != JsonType.NULL)
                .flatMap(type -> routing.raw(name))
                .map((Buffer raw) -> Json.decodeValue(raw));
    }

    private static ForgeException refused(String name, String right, Object value) {
        String path = "forge.routing." + name;
        return new ForgeException(
                        CommonError.INVALID_VALUE,
                        "%s must be %s, not %s.".formatted(path, right, Json.encode(value)))
                .withParam(path);
    }
}
