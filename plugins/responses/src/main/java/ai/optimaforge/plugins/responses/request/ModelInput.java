// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All items that the model answers: those that the request continues and those that it says
/// anew. Each output of a function stands behind its call, and each call has its output.
public final class ModelInput {
    private static final String HISTORY = "history";

    private final List<Given> items;
    private final List<JsonObject> fresh;

    private ModelInput(List<Given> items, List<JsonObject> fresh) {
        this.items = List.copyOf(items);
        this.fresh = List.copyOf(fresh);
    }

    /// Puts them together.
    ///
    /// @param history what the request continues, oldest first
    /// @param known items that it may refer to, beside those of the history, by their ids
    /// @throws ForgeException with a 400 that names the item that does not fit
    public static ModelInput of(
            List<JsonObject> history, Map<String, JsonObject> known, ResponseRequest request) {
        return of(history, known, Map.of(), request);
    }

    /// The same where compaction items may be among them.
    ///
    /// @param summaries what they say, by their content
    public static ModelInput of(
            List<JsonObject> history,
            Map<String, JsonObject> known,
            Map<String, String> summaries,
            ResponseRequest request) {
        List<Given> items = new ArrayList<>(InputItems.given(history, HISTORY));
        List<JsonObject> fresh = new ArrayList<>();
        Set<String> there = new HashSet<>();
        history.forEach(item -> there.add(item.getString("id", "")));
        for (Given item : InputItems.given(request.input(), "input")) {
            if (!isOf(item, "item_reference")) {
                items.add(item);
                fresh.add(item.json());
            } else if (!there.contains(item.text("id"))) {
                JsonObject meant = known.get(item.text("id"));
                if (meant == null) {
                    throw item.refused(
                            "id", "There is no item %s to refer to.".formatted(item.text("id")));
                }
                items.add(new Given(meant, item.path()));
                fresh.add(meant);
            }
        }
        return new ModelInput(opened(paired(items), summaries), fresh);
    }

    /// The model reads a compaction item as what it says; one of another platform stays as it is.
    private static List<Given> opened(List<Given> items, Map<String, String> summaries) {
        return items.stream().map(item -> opened(item, summaries)).toList();
    }

    private static Given opened(Given item, Map<String, String> summaries) {
        String summary =
                isOf(item, "compaction")
                        ? summaries.get(item.string("encrypted_content").orElse(""))
                        : null;
        if (summary == null) {
            return item;
        }
        JsonObject part =
                new JsonObject()
                        .put("type", "input_text")
                        .put("text", "What was said before, in short: " + summary);
        return new Given(
                new JsonObject()
                        .put("type", "message")
                        .put("role", "system")
                        .put("content", JsonArray.of(part)),
                item.path());
    }

    /// The ids of the items that a request refers to.
    public static List<String> references(ResponseRequest request) {
        return request.input().stream()
                .filter(item -> "item_reference".equals(item.getString("type")))
                .map(item -> item.getString("id"))
                .toList();
    }

    private static List<Given> paired(List<Given> items) {
        Map<String, Given> waiting = new LinkedHashMap<>();
        Set<Given> unfinished = new HashSet<>();
        for (Given item : items) {
            switch (item.string("type").orElse("")) {
                case "function_call" -> {
                    if (waiting.put(item.nonEmptyText("call_id"), item) != null) {
                        throw item.refused(
                                "call_id",
                                "%s %s is used twice."
                                        .formatted(item.at("call_id"), item.text("call_id")));
                    }
                }
                case "function_call_output" -> answered(item, waiting);
                case "message" -> {
                    if (!"assistant".equals(item.value("role"))) {
                        unanswered(waiting, unfinished);
                    }
                }
                default -> {
                    // stands for itself
                }
            }
        }
        unanswered(waiting, unfinished);
        return items.stream().filter(item -> !unfinished.contains(item)).toList();
    }

    private static void answered(Given output, Map<String, Given> waiting) {
        String id = output.nonEmptyText("call_id");
        if (waiting.remove(id) == null) {
            throw output.refused(
                    "call_id",
                    "%s is %s, but no function_call before it waits for its output under this id."
                            .formatted(output.at("call_id"), id));
        }
    }

    /// A call that was cut short can't be answered: the model is not told of it.
    private static void unanswered(Map<String, Given> waiting, Set<Given> unfinished) {
        for (Given call : waiting.values()) {
            if (!"incomplete".equals(call.value("status"))) {
                throw new ForgeException(
                                CommonError.INVALID_PARAMETER,
                                "The function call %s has no function_call_output in input."
                                        .formatted(call.text("call_id")))
                        .withParam("input");
            }
            unfinished.add(call);
        }
        waiting.clear();
    }

    /// What the request says anew, what it refers to in its place.
    public List<JsonObject> fresh() {
        return fresh;
    }

    /// All items, oldest first.
    List<Given> items() {
        return items;
    }

    /// Whether all of them are what the request says anew.
    boolean isFresh() {
        return items.stream().map(Given::json).toList().equals(fresh);
    }

    /// How many turns there are: each begins with a message of a user.
    public int turns() {
        return starts().size();
    }

    /// The same without its oldest turns; what the model is told beforehand stays.
    ///
    /// @param turns fewer than there are
    public ModelInput withoutOldest(int turns) {
        if (turns == 0) {
            return this;
        }
        int start = starts().get(turns);
        Stream<Given> told =
                items.subList(0, start).stream()
                        .filter(item -> isOf(item, "message"))
                        .filter(item -> !"user".equals(item.value("role")))
                        .filter(item -> !"assistant".equals(item.value("role")));
        return new ModelInput(
                Stream.concat(told, items.subList(start, items.size()).stream()).toList(), fresh);
    }

    private List<Integer> starts() {
        return IntStream.range(0, items.size())
                .filter(i -> isOf(items.get(i), "message"))
                .filter(i -> "user".equals(items.get(i).value("role")))
                .boxed()
                .toList();
    }

    private static boolean isOf(Given item, String type) {
        return type.equals(item.value("type"));
    }
}
