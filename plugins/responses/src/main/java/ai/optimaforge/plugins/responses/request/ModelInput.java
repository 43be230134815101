// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All items that the model answers: those that the request continues and those that it says
/// anew. Each output of a function stands behind its call, and each call has its output.
public final class ModelInput {
    private static final String HISTORY = "history";
    private static final String COMPACTION = "compaction";
    private static final String CONTENT = "encrypted_content";
    private static final String OUTPUT = "function_call_output";

    private final List<Given> items;
    private final List<JsonObject> fresh;
    private final Map<String, Summary> summaries;

    private ModelInput(List<Given> items, List<JsonObject> fresh, Map<String, Summary> summaries) {
        this.items = List.copyOf(items);
        this.fresh = List.copyOf(fresh);
        this.summaries = Map.copyOf(summaries);
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
            Map<String, Summary> summaries,
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
        return new ModelInput(paired(fromCompaction(items, summaries)), fresh, summaries);
    }

    /// What a compaction item stands for is not told a second time.
    private static List<Given> fromCompaction(List<Given> items, Map<String, Summary> summaries) {
        List<Given> left = new ArrayList<>();
        for (Given item : items) {
            Optional<Summary.Kept> kept = summary(item, summaries).flatMap(Summary::kept);
            if (kept.isPresent()) {
                left.clear();
                left.addAll(InputItems.given(kept.get().told(), item.path()));
                left.add(item);
                left.addAll(InputItems.given(kept.get().newest(), item.path()));
            } else {
                left.add(item);
            }
        }
        return left;
    }

    private static Optional<Summary> summary(Given item, Map<String, Summary> summaries) {
        return isOf(item, COMPACTION) ? item.string(CONTENT).map(summaries::get) : Optional.empty();
    }

    /// The model reads a compaction item as what it says; one of another platform stays as it is.
    private Given readable(Given item) {
        return summary(item, summaries)
                .map(
                        summary ->
                                JsonArray.of(
                                        new JsonObject()
                                                .put("type", "input_text")
                                                .put(
                                                        "text",
                                                        "What was said before, in short: "
                                                                + summary.text())))
                .map(
                        content ->
                                new JsonObject()
                                        .put("type", "message")
                                        .put("role", "system")
                                        .put("content", content))
                .map(message -> new Given(message, item.path()))
                .orElse(item);
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
                case OUTPUT -> answered(item, waiting);
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

    /// All items as a model reads them, oldest first.
    List<Given> items() {
        return items.stream().map(this::readable).toList();
    }

    /// Whether all of them are what the request says anew.
    boolean isFresh() {
        return items().stream().map(Given::json).toList().equals(fresh);
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
        Stream<Given> told = items.subList(0, start).stream().filter(ModelInput::isTold);
        return with(Stream.concat(told, items.subList(start, items.size()).stream()).toList());
    }

    private ModelInput with(List<Given> others) {
        return new ModelInput(others, fresh, summaries);
    }

    /// What a model is told beside what was said: by the operator, or of what was before.
    private static boolean isTold(Given item) {
        return isOf(item, COMPACTION) || isInstruction(item);
    }

    private static boolean isInstruction(Given item) {
        return isOf(item, "message")
                && !"user".equals(item.value("role"))
                && !"assistant".equals(item.value("role"));
    }

    /// The newest turn, and all before it.
    ///
    /// @return empty if there is nothing before it
    public Optional<Split> beforeNewestTurn() {
        int start = newestTurn();
        return split(items.subList(0, start), items.subList(start, items.size()));
    }

    /// The newest user's message and the newest step of what follows it: calls with their
    /// outputs, and what was said since; and all else. For turns that are long by themselves.
    ///
    /// @return empty if there is nothing else
    public Optional<Split> beforeNewestStep() {
        int start = newestTurn();
        int first = !items.isEmpty() && isOfUser(items.get(start)) ? start + 1 : start;
        int cut = items.size() - 1;
        while (cut > first && !isStep(cut)) {
            cut--;
        }
        if (cut <= first) {
            return Optional.empty();
        }
        List<Given> older = new ArrayList<>(items.subList(0, start));
        older.addAll(items.subList(first, cut));
        List<Given> newest = new ArrayList<>(items.subList(start, first));
        newest.addAll(items.subList(cut, items.size()));
        return split(older, newest);
    }

    private int newestTurn() {
        List<Integer> starts = starts();
        return starts.isEmpty() ? 0 : starts.getLast();
    }

    /// Whether outputs have been followed by something else here, and no call waits for its own.
    private boolean isStep(int index) {
        return isOf(items.get(index - 1), OUTPUT)
                && !isOf(items.get(index), OUTPUT)
                && count("function_call", index) == count(OUTPUT, index);
    }

    private long count(String type, int end) {
        return items.subList(0, end).stream().filter(item -> isOf(item, type)).count();
    }

    private Optional<Split> split(List<Given> before, List<Given> newest) {
        List<JsonObject> told =
                before.stream().filter(ModelInput::isInstruction).map(Given::json).toList();
        List<Given> older = before.stream().filter(item -> !isInstruction(item)).toList();
        // a summary alone is as short as it gets
        return older.stream().allMatch(item -> isOf(item, COMPACTION))
                ? Optional.empty()
                : Optional.of(
                        new Split(
                                with(older),
                                new Summary.Kept(told, newest.stream().map(Given::json).toList())));
    }

    /// The same with a compaction item in the place of what it sums up.
    ///
    /// @param summary what the item says
    public ModelInput compacted(JsonObject item, Summary summary) {
        Map<String, Summary> all = new HashMap<>(summaries);
        all.put(item.getString(CONTENT), summary);
        List<Given> one = InputItems.given(List.of(item), COMPACTION);
        return new ModelInput(fromCompaction(one, all), fresh, all);
    }

    private List<Integer> starts() {
        return IntStream.range(0, items.size())
                .filter(i -> isOfUser(items.get(i)))
                .boxed()
                .toList();
    }

    private static boolean isOfUser(Given item) {
        return isOf(item, "message") && "user".equals(item.value("role"));
    }

    private static boolean isOf(Given item, String type) {
        return type.equals(item.value("type"));
    }
}
