// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// A file of `api-spec`, as it stands and as a client finds it in `/openapi.json`.
record ContractFile(String name, JsonObject document) {
    static final Path DIRECTORY = Path.of("../../api-spec");
    static final String SHARED = "components.yaml";

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options");

    /// The contracts, without the file of what they share.
    static List<ContractFile> all() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals(SHARED))
                    .filter(name -> !name.endsWith(".asyncapi.yaml"))
                    .sorted()
                    .map(ContractFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ContractFile shared() {
        return read(SHARED);
    }

    private static ContractFile read(String name) {
        Object yaml =
                new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(text(name));
        if (yaml instanceof Map<?, ?> map) {
            JsonObject document = new JsonObject();
            map.forEach((key, value) -> document.put(String.valueOf(key), value));
            return new ContractFile(name, document);
        }
        throw new IllegalArgumentException(name + " is no object");
    }

    static String text(String name) {
        try {
            return Files.readString(DIRECTORY.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// This contract and what it shares with the others as one document.
    JsonObject merged() {
        JsonObject merged = new JsonObject(document.encode().replace("\"" + SHARED + "#/", "\"#/"));
        JsonObject components = merged.getJsonObject("components", new JsonObject());
        shared().document()
                .getJsonObject("components")
                .forEach(
                        kind ->
                                components.put(
                                        kind.getKey(),
                                        components
                                                .getJsonObject(kind.getKey(), new JsonObject())
                                                .mergeIn((JsonObject) kind.getValue())));
        return merged.put("components", components);
    }

    /// The names of its own components, by kind: `schemas/ChatMessage`.
    List<String> components() {
        List<String> names = new ArrayList<>();
        document.getJsonObject("components", new JsonObject())
                .forEach(
                        kind ->
                                ((JsonObject) kind.getValue())
                                        .fieldNames()
                                        .forEach(name -> names.add(kind.getKey() + "/" + name)));
        return names;
    }

    /// The operations, as they stand in the merged document.
    List<ContractOperation> operations() {
        JsonObject merged = merged();
        List<ContractOperation> operations = new ArrayList<>();
        for (var path : merged.getJsonObject("paths", new JsonObject())) {
            for (var item : (JsonObject) path.getValue()) {
                if (METHODS.contains(item.getKey())) {
                    JsonPointer pointer =
                            JsonPointer.create()
                                    .append("paths")
                                    .append(path.getKey())
                                    .append(item.getKey());
                    operations.add(new ContractOperation(this, merged, pointer));
                }
            }
        }
        return operations;
    }

    /// All objects of a document, however deep.
    static Stream<JsonObject> objects(Object value) {
        return switch (value) {
            case JsonObject object ->
                    Stream.concat(
                            Stream.of(object),
                            object.stream()
                                    .filter(item -> item.getValue() != null)
                                    .flatMap(item -> objects(item.getValue())));
            case JsonArray array ->
                    array.stream().filter(Objects::nonNull).flatMap(ContractFile::objects);
            default -> Stream.empty();
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
