// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit.request;

import static java.util.Map.entry;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The platform's own options in a request, `forge`: an object whose keys are all known. What
/// they switch on comes with other plugins; here they are held to their shape, so that a misspelt
/// one is not silently without effect.
public final class ForgeOptions {
    private static final Rule FLAG = value("true or false", Boolean.class::isInstance);
    private static final Rule TEXT = value("a text", String.class::isInstance);
    private static final Rule TEXTS =
            value(
                    "a list of texts",
                    v ->
                            v instanceof List<?> list
                                    && list.stream().allMatch(String.class::isInstance));
    private static final Rule COUNT =
            value("a whole number from 0", v -> v instanceof Integer number && number >= 0);
    private static final Rule SOME =
            value("a whole number from 1", v -> v instanceof Integer number && number >= 1);

    private static final Rule ROOT =
            object(
                    entry(
                            "cache",
                            object(
                                    entry("enabled", FLAG),
                                    entry("ttl", SOME),
                                    entry("namespace", TEXT))),
                    entry(
                            "security",
                            object(
                                    entry("level", TEXT),
                                    entry(
                                            "pii",
                                            object(entry("detect", FLAG), entry("redact", FLAG))),
                                    entry("customPolicies", TEXTS))),
                    entry(
                            "memory",
                            object(
                                    entry("enabled", FLAG),
                                    entry("userId", TEXT),
                                    entry("layers", listOf("vector", "graph", "state")))),
                    entry(
                            "ensemble",
                            object(
                                    entry("enabled", FLAG),
                                    entry("strategy", TEXT),
                                    entry("n", SOME))),
                    entry(
                            "routing",
                            object(
                                    entry("costSensitivity", costSensitivity()),
                                    entry("failover", FLAG),
                                    entry("maxRetries", COUNT),
                                    entry("explain", FLAG))),
                    // whose names these are the platform knows
                    entry("interceptors", value("an object of objects", ForgeOptions::isNested)));

    private ForgeOptions() {}

    private static boolean isNested(@Nullable Object value) {
        return value instanceof JsonObject object
                && object.stream().allMatch(entry -> entry.getValue() instanceof JsonObject);
    }

    /// Checks the member of an object that a path names.
    private interface Rule {
        void check(JsonDocument parent, String name, String path);
    }

    /// Checks the member `forge` of a request, if it has one.
    ///
    /// @throws ForgeException with a 422 that names what is not known or not right
    public static void check(JsonDocument request) {
        if (request.type("forge").filter(type -> type != JsonType.NULL).isPresent()) {
            ROOT.check(request, "forge", "forge");
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Rule object(Map.Entry<String, Rule>... members) {
        Map<String, Rule> rules = Map.ofEntries(members);
        List<String> known = List.of(members).stream().map(Map.Entry::getKey).toList();
        return (parent, name, path) -> {
            JsonDocument options =
                    parent.object(name)
                            .orElseThrow(
                                    () ->
                                            refused(
                                                    CommonError.INVALID_VALUE,
                                                    path,
                                                    "must be an object"));
            for (String key : options.names()) {
                String below = path + "." + key;
                Rule rule = rules.get(key);
                if (rule == null) {
                    throw refused(
                            CommonError.UNKNOWN_FIELD,
                            below,
                            "is not known; " + path + " has " + String.join(", ", known));
                }
                if (options.type(key).filter(type -> type != JsonType.NULL).isPresent()) {
                    rule.check(options, key, below);
                }
            }
        };
    }

    private static Rule value(String inWords, Predicate<Object> right) {
        return (parent, name, path) -> {
            Object given = Json.decodeValue(parent.raw(name).orElse(Buffer.buffer("null")));
            Object plain = given instanceof JsonArray array ? array.getList() : given;
            if (!right.test(plain)) {
                throw refused(
                        CommonError.INVALID_VALUE,
                        path,
                        "must be %s, not %s".formatted(inWords, Json.encode(given)));
            }
        };
    }

    private static Rule listOf(String... values) {
        return value(
                "a list of " + String.join(", ", values),
                v -> v instanceof List<?> list && List.of(values).containsAll(list));
    }

    private static Rule costSensitivity() {
        return value(
                "low, medium, high or a number from 0 to 1",
                v ->
                        v instanceof Number number
                                ? number.doubleValue() >= 0 && number.doubleValue() <= 1
                                : List.of("low", "medium", "high").contains(v));
    }

    private static ForgeException refused(CommonError error, String path, String problem) {
        return new ForgeException(error, path + " " + problem + ".").withParam(path);
    }
}
