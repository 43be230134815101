// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What holds for every contract, of this repository's plugins and the kernel's own.
class ContractLintTest {
    private static final List<ContractFile> CONTRACTS = ContractFile.all();

    private static final Set<String> SCOPES =
            Set.of("chat", "read", "features", "memory", "agents", "connect", "admin");

    /// What says how the platform does answers with that when it does badly, too.
    private static final Set<String> HEALTH = Set.of("getReadiness", "getHealth");

    /// The OpenFeature Remote Evaluation Protocol has error bodies of its own.
    private static final Set<String> OFREP = Set.of("evaluateFlags", "evaluateFlag");

    /// Anthropic's Messages API has error bodies of its own, and 529 where others have 503.
    private static final Set<String> MESSAGES = Set.of("createMessage", "countMessageTokens");

    static Stream<ContractOperation> operations() {
        return CONTRACTS.stream().flatMap(contract -> contract.operations().stream());
    }

    @Test
    void should_find_the_contracts() {
        assertTrue(operations().count() >= 8, "few operations: " + operations().toList());
    }

    @ParameterizedTest
    @FieldSource("CONTRACTS")
    void should_parse_without_messages(ContractFile contract) {
        var result = new OpenAPIV3Parser().readContents(contract.merged().encode());

        assertEquals(List.of(), result.getMessages());
        assertEquals(SpecVersion.V31, result.getOpenAPI().getSpecVersion());
        assertEquals(
                contract.document().getJsonObject("paths").size(),
                result.getOpenAPI().getPaths().size());
    }

    @Test
    void should_parse_the_shared_components_without_messages() {
        JsonObject shared = ContractFile.shared().document();
        assertEquals(List.of(), new OpenAPIV3Parser().readContents(shared.encode()).getMessages());
    }

    @ParameterizedTest
    @FieldSource("CONTRACTS")
    void should_have_all_that_it_refers_to(ContractFile contract) {
        JsonObject merged = contract.merged();
        List<String> dangling =
                ContractFile.objects(merged)
                        .map(object -> object.getValue("$ref"))
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .filter(reference -> !leadsSomewhere(reference, merged))
                        .toList();
        assertEquals(List.of(), dangling);
    }

    private static boolean leadsSomewhere(String reference, JsonObject merged) {
        return reference.startsWith("#/components/")
                && JsonPointer.from(reference.substring(1)).queryJson(merged) != null;
    }

    @Test
    void should_name_no_component_twice() {
        Set<String> names = new HashSet<>(ContractFile.shared().components());
        List<String> twice =
                CONTRACTS.stream()
                        .flatMap(contract -> contract.components().stream())
                        .filter(name -> !names.add(name))
                        .toList();
        assertEquals(List.of(), twice);
    }

    @Test
    void should_use_every_component_of_its_own() {
        List<String> unused =
                CONTRACTS.stream()
                        .flatMap(
                                contract -> {
                                    String text = contract.document().encode();
                                    return contract.components().stream()
                                            .filter(n -> !text.contains("#/components/" + n + '"'));
                                })
                        .toList();
        assertEquals(List.of(), unused);
    }

    @Test
    void should_name_no_operation_twice() {
        Set<String> ids = new HashSet<>();
        List<String> twice =
                operations().map(ContractOperation::id).filter(id -> !ids.add(id)).toList();
        assertEquals(List.of(), twice);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void should_say_what_an_operation_is(ContractOperation operation) {
        assertNotNull(operation.id(), "no operationId");
        assertTrue(operation.id().matches("[a-z][A-Za-z]*"), operation.id());
        String summary = operation.json().getString("summary", "");
        assertFalse(summary.isBlank() || summary.endsWith("."), "summary: " + summary);
        assertFalse(operation.json().getString("description", "").isBlank(), "no description");
        assertFalse(operation.json().getJsonArray("tags", new JsonArray()).isEmpty(), "no tag");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void should_say_who_may_call_an_operation(ContractOperation operation) {
        if (operation.isPublic()) {
            assertEquals(Set.of(), operation.scopes(), "public, and yet with a scope");
            return;
        }
        assertFalse(operation.scopes().isEmpty(), "neither a scope nor public on purpose");
        assertTrue(
                SCOPES.containsAll(operation.scopes()), "unknown scope in " + operation.scopes());
        JsonArray expected =
                operation.isOpenOnLoopback() ? JsonArray.of(new JsonObject()) : JsonArray.of();
        expected.add(JsonObject.of("bearer", JsonArray.of()))
                .add(JsonObject.of("apiKey", JsonArray.of()));
        assertEquals(expected, operation.json().getJsonArray("security"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void should_list_the_errors_of_an_operation(ContractOperation operation) {
        Set<String> missing = new TreeSet<>(errorsOf(operation));
        missing.removeAll(operation.responses().keySet());
        assertEquals(Set.of(), missing);
    }

    private static Set<String> errorsOf(ContractOperation operation) {
        Set<String> errors = new TreeSet<>();
        if (operation.isPublic()) {
            return errors;
        }
        errors.addAll(List.of("401", "403"));
        if (!operation.isOpenOnLoopback()) {
            errors.addAll(List.of("429", "500", MESSAGES.contains(operation.id()) ? "529" : "503"));
        }
        if (operation.takesBody()) {
            errors.addAll(List.of("400", "413", "415"));
            if (!OFREP.contains(operation.id())) {
                errors.add("422");
            }
        }
        if (operation.pointer().toString().contains("{")) {
            errors.add("404");
        }
        boolean callsModel =
                operation.takesBody()
                        && operation.scopes().equals(Set.of("chat"))
                        && operation.json().containsKey("x-forge-feature");
        if (callsModel) {
            errors.addAll(List.of("404", "502", "504"));
        }
        return errors;
    }

    @ParameterizedTest
    @MethodSource("operations")
    void should_take_an_idempotency_key_where_the_contract_says_so(ContractOperation operation) {
        boolean idempotent = operation.json().getBoolean("x-forge-idempotent", false);
        boolean takesKey =
                operation.parameters().stream()
                        .anyMatch(place -> place.toString().endsWith("/IdempotencyKey"));
        assertEquals(idempotent, takesKey);
        assertTrue(!idempotent || operation.responses().containsKey("409"), "no 409");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void should_have_the_feature_that_an_operation_asks_for(ContractOperation operation) {
        String feature = operation.json().getString("x-forge-feature");
        Set<String> features =
                CONTRACTS.stream()
                        .flatMap(
                                contract ->
                                        contract
                                                .document()
                                                .getJsonArray("x-forge-features", new JsonArray())
                                                .stream())
                        .map(defined -> ((JsonObject) defined).getString("id"))
                        .collect(Collectors.toSet());
        assertTrue(feature == null || features.contains(feature), () -> "no feature " + feature);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void should_count_administration_apart(ContractOperation operation) {
        boolean administration = operation.pointer().toString().contains("~1v1~1admin~1");
        assertEquals(
                administration && !operation.isPublic() ? "admin" : null,
                operation.json().getString("x-forge-rate-class"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void should_answer_errors_in_the_envelope(ContractOperation operation) {
        List<String> others = new ArrayList<>();
        operation
                .responses()
                .forEach(
                        (status, response) -> {
                            if (status.compareTo("400") >= 0
                                    && !HEALTH.contains(operation.id())
                                    && !OFREP.contains(operation.id())
                                    && !MESSAGES.contains(operation.id())
                                    && !schema(operation, response).endsWith("/ErrorEnvelope")) {
                                others.add(status);
                            }
                        });
        assertEquals(List.of(), others);
    }

    private static String schema(ContractOperation operation, JsonPointer response) {
        JsonPointer schema =
                response.copy().append("content").append("application/json").append("schema");
        return operation.at(schema).getString("$ref", "");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void should_answer_with_a_request_id(ContractOperation operation) {
        operation
                .responses()
                .forEach(
                        (status, response) ->
                                assertTrue(
                                        operation
                                                .at(response)
                                                .getJsonObject("headers", new JsonObject())
                                                .containsKey("x-request-id"),
                                        status + " has no x-request-id"));
    }
}
