// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import ai.optimaforge.plugins.responses.answer.ThoughtSeal;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.Dialect;
import ai.optimaforge.spi.model.NativeRequest;
import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A request as an upstream gets it that speaks the Responses API itself: with all that it
/// continues, and without anything that asks the upstream to keep something. What came in and is
/// not concerned stays as it is, to the byte.
public final class NativeForm {
    private static final String ENCRYPTED = "reasoning.encrypted_content";
    private static final List<String> OURS =
            List.of(
                    "previous_response_id",
                    "conversation",
                    "background",
                    "metadata",
                    // an item that the upstream seals says nothing to another one
                    "context_management");

    private NativeForm() {}

    /// The request for the upstream.
    ///
    /// @param input all that the model answers
    public static NativeRequest of(ResponseRequest request, ModelInput input) {
        JsonDocument document = request.document().with("store", false);
        for (String name : OURS) {
            document = document.without(name);
        }
        List<JsonObject> items = input.items().stream().map(Given::json).toList();
        boolean asItCame = input.isFresh() && items.stream().allMatch(NativeForm::isReadable);
        if (!asItCame) {
            document = document.with("input", readable(items));
        }
        if (isNarrowed(request)) {
            document =
                    document.with("tools", json(request.tools().allowed()))
                            .with("tool_choice", request.tools().choice());
        }
        return new NativeRequest(Dialect.OPENAI_RESPONSES, withThoughts(document, request));
    }

    private static boolean isNarrowed(ResponseRequest request) {
        return request.json().getValue("tool_choice") instanceof JsonObject choice
                && "allowed_tools".equals(choice.getValue("type"));
    }

    /// What the model thought must come along, since nobody keeps it there: else the next turn of
    /// a chain has lost it. Models that do not reason refuse to be asked.
    private static JsonDocument withThoughts(JsonDocument document, ResponseRequest request) {
        List<String> include = request.given().texts("include");
        if (!request.store() || !request.given().has("reasoning") || include.contains(ENCRYPTED)) {
            return document;
        }
        List<String> more = Stream.concat(include.stream(), Stream.of(ENCRYPTED)).toList();
        return document.with("include", new JsonArray(more));
    }

    private static JsonArray json(List<Given> given) {
        return new JsonArray(new ArrayList<>(given.stream().map(Given::json).toList()));
    }

    private static JsonArray readable(List<JsonObject> items) {
        JsonArray readable = new JsonArray();
        for (JsonObject item : items) {
            if (isReadable(item)) {
                readable.add(plain(item));
            }
        }
        return readable;
    }

    /// Thoughts of another API's model say nothing to this one, and of thoughts without content
    /// the upstream would look for what it never kept.
    private static boolean isReadable(JsonObject item) {
        if (!"reasoning".equals(item.getValue("type"))) {
            return true;
        }
        return item.getValue("encrypted_content") instanceof String sealed
                ? !ThoughtSeal.isOurs(sealed)
                : item.getValue("content") instanceof JsonArray content && !content.isEmpty();
    }

    private static JsonObject plain(JsonObject item) {
        boolean plain =
                !item.containsKey("extra_content")
                        && !(item.getValue("id") instanceof String id && id.startsWith("item_"));
        if (plain) {
            return item;
        }
        JsonObject copy = item.copy();
        copy.remove("extra_content");
        copy.remove("id");
        return copy;
    }
}
