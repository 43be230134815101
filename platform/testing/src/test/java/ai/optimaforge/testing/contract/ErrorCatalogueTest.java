// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ErrorType;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `errors.md`, the shared components and the code name the same errors.
class ErrorCatalogueTest {
    private static final Pattern TYPE_ROW = Pattern.compile("(?m)^\\| (\\d+) \\| `(\\w+)` \\|");
    private static final Pattern CODE_ROW =
            Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\d+) \\| `(\\w+)` \\|");

    /// Fixed by the public API, and not the kernel's to answer.
    private static final Map<String, Row> OF_PLUGINS =
            Map.of(
                    "forge_connect_auth_failed", new Row(401, "authentication_error"),
                    "forge_security_blocked", new Row(451, "security_block"),
                    "forge_memory_unavailable", new Row(503, "service_unavailable"),
                    "forge_circuit_open", new Row(503, "service_unavailable"));

    private record Row(int status, String type) {}

    @Test
    void should_list_the_types_that_there_are() {
        Map<String, Integer> listed =
                rows(TYPE_ROW, "## Types")
                        .collect(
                                Collectors.toMap(
                                        row -> row.group(2), row -> Integer.valueOf(row.group(1))));
        Map<String, Integer> types =
                Arrays.stream(ErrorType.values())
                        .collect(Collectors.toMap(ErrorType::wireName, ErrorType::status));
        assertEquals(new TreeMap<>(types), new TreeMap<>(listed));
    }

    @Test
    void should_have_the_types_in_the_schema() {
        JsonArray schema =
                ContractFile.shared()
                        .document()
                        .getJsonObject("components")
                        .getJsonObject("schemas")
                        .getJsonObject("ErrorType")
                        .getJsonArray("enum");
        assertEquals(
                Arrays.stream(ErrorType.values()).map(ErrorType::wireName).toList(),
                schema.getList());
    }

    @Test
    void should_list_the_common_codes_and_nothing_else() {
        Map<String, Row> codes =
                Arrays.stream(CommonError.values())
                        .collect(
                                Collectors.toMap(
                                        CommonError::code,
                                        error -> new Row(error.status(), error.type().wireName())));
        assertEquals(new TreeMap<>(codes), listed("## Codes of every endpoint"));
    }

    @Test
    void should_list_the_fixed_codes_of_plugins_and_nothing_else() {
        assertEquals(new TreeMap<>(OF_PLUGINS), listed("## Codes that come with plugins"));
    }

    @Test
    void should_use_listed_codes_in_every_example() {
        Map<String, Row> known = listed("## Codes of every endpoint");
        known.putAll(OF_PLUGINS);
        List<String> wrong = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        responses()
                .forEach(
                        (name, response) ->
                                errors(response)
                                        .forEach(
                                                error -> {
                                                    String code = error.getString("code");
                                                    used.add(code);
                                                    Row row = known.get(code);
                                                    if (row == null
                                                            || !row.type()
                                                                    .equals(error.getString("type"))
                                                            || row.status() != status(name)) {
                                                        wrong.add(name + " " + code);
                                                    }
                                                }));
        assertEquals(List.of(), wrong);
        assertTrue(used.size() > 10, "few examples: " + used);
    }

    private static Map<String, JsonObject> responses() {
        return ContractFile.shared()
                .document()
                .getJsonObject("components")
                .getJsonObject("responses")
                .stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                response -> (JsonObject) response.getValue(),
                                (one, other) -> one,
                                TreeMap::new));
    }

    /// The status under which the contracts use a shared response.
    private static int status(String response) {
        return switch (response) {
            case "MethodNotAllowed" -> 405;
            default ->
                    ContractFile.all().stream()
                            .flatMap(contract -> contract.operations().stream())
                            .flatMap(ErrorCatalogueTest::references)
                            .filter(use -> use.getValue().endsWith("/" + response))
                            .map(use -> Integer.valueOf(use.getKey()))
                            .distinct()
                            .reduce((one, other) -> -1)
                            .orElse(-1);
        };
    }

    private static Stream<Map.Entry<String, String>> references(ContractOperation operation) {
        return operation.json().getJsonObject("responses").stream()
                .map(
                        response ->
                                Map.entry(
                                        response.getKey(),
                                        ((JsonObject) response.getValue()).getString("$ref", "")));
    }

    private static Stream<JsonObject> errors(JsonObject response) {
        return ContractFile.objects(response)
                .filter(object -> object.getValue("error") instanceof JsonObject)
                .map(object -> object.getJsonObject("error"));
    }

    private static Map<String, Row> listed(String heading) {
        return rows(CODE_ROW, heading)
                .collect(
                        Collectors.toMap(
                                row -> row.group(1),
                                row -> new Row(Integer.parseInt(row.group(2)), row.group(3)),
                                (one, other) -> {
                                    throw new IllegalStateException("a code is listed twice");
                                },
                                TreeMap::new));
    }

    private static Stream<MatchResult> rows(Pattern row, String heading) {
        Function<String, String> section =
                text -> {
                    int start = text.indexOf(heading + "\n");
                    assertTrue(start >= 0, "errors.md has no " + heading);
                    int end = text.indexOf("\n## ", start + 1);
                    return text.substring(start, end < 0 ? text.length() : end);
                };
        return row.matcher(section.apply(ContractFile.text("errors.md"))).results();
    }
}
