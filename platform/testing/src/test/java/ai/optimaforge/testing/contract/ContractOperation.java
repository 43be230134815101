// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// An operation of a contract.
///
/// @param file the contract
/// @param merged the contract merged with what the contracts share
/// @param pointer where the operation stands in it
record ContractOperation(ContractFile file, JsonObject merged, JsonPointer pointer) {

    JsonObject json() {
        return at(pointer);
    }

    String id() {
        return json().getString("operationId");
    }

    /// What a key must carry, any one of them; empty if the contract does not say.
    Set<String> scopes() {
        return switch (json().getValue("x-forge-scope")) {
            case String scope -> Set.of(scope);
            case JsonArray scopes -> Set.copyOf(scopes.stream().map(String::valueOf).toList());
            case null, default -> Set.of();
        };
    }

    /// Whether the contract says that no key is needed.
    boolean isPublic() {
        return json().getValue("security") instanceof JsonArray security && security.isEmpty();
    }

    boolean takesBody() {
        return json().containsKey("requestBody");
    }

    /// The parameters, references followed.
    List<JsonPointer> parameters() {
        List<JsonPointer> parameters = new ArrayList<>();
        for (int i = 0; i < json().getJsonArray("parameters", new JsonArray()).size(); i++) {
            parameters.add(
                    resolve(pointer.copy().append("parameters").append(Integer.toString(i))));
        }
        return parameters;
    }

    boolean isOpenOnLoopback() {
        return json().getBoolean("x-forge-open-on-loopback", false);
    }

    /// The responses by status, references followed.
    SortedMap<String, JsonPointer> responses() {
        SortedMap<String, JsonPointer> responses = new TreeMap<>();
        for (String status : json().getJsonObject("responses").fieldNames()) {
            responses.put(status, resolve(pointer.copy().append("responses").append(status)));
        }
        return responses;
    }

    /// Where each kind of content stands: that of the request, and that of each response.
    List<JsonPointer> contents() {
        List<JsonPointer> holders = new ArrayList<>(responses().values());
        if (takesBody()) {
            holders.add(resolve(pointer.copy().append("requestBody")));
        }
        List<JsonPointer> contents = new ArrayList<>();
        for (JsonPointer holder : holders) {
            for (String type : at(holder).getJsonObject("content", new JsonObject()).fieldNames()) {
                contents.add(holder.copy().append("content").append(type));
            }
        }
        return contents;
    }

    JsonObject at(JsonPointer place) {
        if (place.queryJson(merged) instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException(file + " has no object at " + place);
    }

    private JsonPointer resolve(JsonPointer place) {
        String reference = at(place).getString("$ref");
        return reference == null ? place : resolve(JsonPointer.from(reference.substring(1)));
    }

    @Override
    public String toString() {
        return pointer.toString();
    }
}
