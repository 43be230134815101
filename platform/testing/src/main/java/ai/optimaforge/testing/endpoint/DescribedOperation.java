// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.endpoint;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// An operation as `/openapi.json` describes it.
///
/// @param path its path
/// @param method its method, in capitals
/// @param json its description
/// @param document the whole, for references
record DescribedOperation(String path, String method, JsonObject json, JsonObject document) {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options");

    /// The tag of what the kernel serves itself.
    private static final String KERNEL = "Platform";

    static List<DescribedOperation> ofPlugins(JsonObject document) {
        List<DescribedOperation> operations = new ArrayList<>();
        for (var path : document.getJsonObject("paths")) {
            for (var item : (JsonObject) path.getValue()) {
                if (METHODS.contains(item.getKey())) {
                    DescribedOperation operation =
                            new DescribedOperation(
                                    path.getKey(),
                                    item.getKey().toUpperCase(Locale.ROOT),
                                    (JsonObject) item.getValue(),
                                    document);
                    if (!operation.isOfKernel()) {
                        operations.add(operation);
                    }
                }
            }
        }
        return operations;
    }

    private boolean isOfKernel() {
        return json.getJsonArray("tags", new JsonArray()).contains(KERNEL);
    }

    String id() {
        return json.getString("operationId");
    }

    boolean isOpen() {
        return json.getValue("security") instanceof JsonArray security && security.isEmpty();
    }

    boolean isOpenOnLoopback() {
        return json.getBoolean("x-forge-open-on-loopback", false);
    }

    boolean isWebSocket() {
        return json.getBoolean("x-forge-websocket", false);
    }

    /// The media types of each answer, by status.
    Map<String, Set<String>> answers() {
        Map<String, Set<String>> answers = new TreeMap<>();
        for (var answer : json.getJsonObject("responses", new JsonObject())) {
            JsonObject described = (JsonObject) answer.getValue();
            String reference = described.getString("$ref");
            JsonObject content =
                    (reference == null ? described : follow(reference))
                            .getJsonObject("content", new JsonObject());
            answers.put(answer.getKey(), Set.copyOf(content.fieldNames()));
        }
        return answers;
    }

    private JsonObject follow(String reference) {
        JsonObject at = document;
        for (String step : reference.substring(2).split("/", -1)) {
            at = at.getJsonObject(step);
        }
        return at;
    }
}
