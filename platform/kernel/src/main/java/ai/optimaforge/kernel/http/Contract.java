// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.spi.feature.FeatureDefinition;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// An OpenAPI contract, as far as the platform acts by it: the operations, who may call them, and
/// the whole for those who ask for it.
final class Contract {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final String name;
    private final Map<String, Object> document;

    private Contract(String name, Map<String, Object> document) {
        this.name = name;
        this.document = document;
    }

    /// Reads a contract in YAML, or in JSON, as builds lay it into plugins: a start takes a good
    /// part of its time to read them.
    ///
    /// @throws IllegalArgumentException if it is none
    static Contract parse(String name, String text) {
        try {
            Object root =
                    text.startsWith("{")
                            ? new JsonObject(text).getMap()
                            : new Load(LoadSettings.builder().setLabel(name).build())
                                    .loadFromString(text);
            return new Contract(name, object(root));
        } catch (DecodeException | YamlEngineException e) {
            throw new IllegalArgumentException("the contract " + name + ": " + e.getMessage(), e);
        }
    }

    /// An operation of the contract.
    record Described(
            String id, HttpMethod method, PathTemplate path, Terms terms, boolean takesBody) {}

    Map<String, Object> document() {
        return document;
    }

    String name() {
        return name;
    }

    List<FeatureDefinition> features(String owner) {
        return DefinedFeatures.read(name, owner, document.get("x-forge-features"));
    }

    List<?> tags() {
        return document.get("tags") instanceof List<?> tags ? tags : List.of();
    }

    List<Described> operations() {
        List<Described> operations = new ArrayList<>();
        object(document.get("paths"))
                .forEach(
                        (path, item) ->
                                object(item)
                                        .forEach(
                                                (method, operation) -> {
                                                    if (METHODS.contains(method)) {
                                                        operations.add(
                                                                describe(
                                                                        path,
                                                                        method,
                                                                        object(operation)));
                                                    }
                                                }));
        return operations;
    }

    private Described describe(String path, String method, Map<String, Object> operation) {
        if (!(operation.get("operationId") instanceof String id)) {
            throw new IllegalArgumentException(
                    "the contract %s has no operationId for %s %s"
                            .formatted(name, method.toUpperCase(Locale.ROOT), path));
        }
        return new Described(
                id,
                HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)),
                new PathTemplate(path, greedyParameter(operation)),
                Terms.read(name, id, operation),
                operation.containsKey("requestBody"));
    }

    private static String greedyParameter(Map<String, Object> operation) {
        if (operation.get("parameters") instanceof List<?> parameters) {
            for (Object item : parameters) {
                Map<String, Object> parameter = object(item);
                if (Boolean.TRUE.equals(parameter.get("x-forge-greedy"))) {
                    return String.valueOf(parameter.get("name"));
                }
            }
        }
        return "";
    }

    /// A YAML mapping; empty if the value is none.
    static Map<String, Object> object(@Nullable Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> object.put(String.valueOf(key), item));
        }
        return object;
    }
}
