// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The contracts that a build refuses, each by one line, and those that it takes.
class ContractLintTest {
    private static final String GOOD =
            """
            openapi: 3.1.0
            x-forge-features: []
            paths:
              /v1/things/{thingId}:
                get:
                  operationId: getThing
                  x-forge-scope: [read, admin]
                  x-forge-rate-class: admin
                  parameters:
                    - $ref: '#/components/parameters/Thing'
                    - $ref: 'components.yaml#/components/parameters/ListLimit'
                put:
                  operationId: putThing
                  security: []
            components:
              parameters:
                Thing: {name: thingId, in: path, required: true, x-forge-greedy: true}
            """;

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("openapi: 3.1.0", "openapi: 3.0.3", "openapi is 3.0.3: write 3.1.0"),
                Arguments.of("openapi: 3.1.0", "swagger: '2.0'", "openapi is absent"),
                Arguments.of("operationId: putThing", "summary: x", "PUT /v1/things/{thingId} has"),
                Arguments.of("putThing", "getThing", "the operationId getThing is there twice"),
                Arguments.of("x-forge-scope: [read, admin]", "summary: x", "who may call it"),
                Arguments.of("security: []", "security: [{}]", "who may call it"),
                Arguments.of(
                        "security: []", "security: []\n      x-forge-scope: a", "who may call it"),
                Arguments.of("x-forge-scope: [", "x-forge-scop: [", "x-forge-scop is unknown"),
                Arguments.of("x-forge-features", "x-forge-feature", "x-forge-feature is unknown"),
                Arguments.of("rate-class: admin", "rate-class: fast", "x-forge-rate-class is fast"),
                Arguments.of("parameters/Thing", "parameters/Thin", "leads to nothing"),
                Arguments.of("parameters/ListLimit", "parameters/Limit", "leads to nothing"),
                Arguments.of("'components.yaml#", "'http://x/y#", "leads out of the file"),
                Arguments.of("paths:", "pats:", "paths is empty"),
                Arguments.of("  /v1", "  v1", "must begin with /"),
                Arguments.of("    put:", "    get:", "is no YAML"));
    }

    private static ContractLint lint() {
        try {
            return new ContractLint(Files.readString(Path.of("../../api-spec/components.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void should_find_nothing_when_a_contract_is_good() {
        assertEquals(List.of(), lint().look("good.yaml", GOOD).problems());
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void should_name_file_and_place_when_a_contract_is_wrong(
            String good, String wrong, String problem) {
        String yaml = GOOD.replace(good, wrong);
        List<String> problems = lint().look("acme.yaml", yaml).problems();

        assertTrue(
                problems.stream().anyMatch(line -> line.contains(problem)),
                () -> problem + " is not told: " + problems);
        assertTrue(problems.stream().allMatch(line -> line.startsWith("acme.yaml")));
        assertTrue(problems.stream().allMatch(line -> line.lines().count() == 1));
    }

    @Test
    void should_name_both_files_when_two_contracts_have_the_same_path() {
        String other =
                """
                openapi: 3.1.0
                paths:
                  /v1/things/{name}: {get: {operationId: other, security: []}}
                """;

        List<String> problems = lint().look("a.yaml", GOOD).look("b.yaml", other).problems();
        assertEquals(
                List.of(
                        "b.yaml: the path GET /v1/things/{name} is there twice: already in a.yaml"
                                + " (GET /v1/things/{thingId})"),
                problems);
    }

    @Test
    void should_take_every_contract_of_this_platform() throws IOException {
        ContractLint lint = lint();
        try (Stream<Path> files = Files.list(Path.of("../../api-spec"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                String yaml = Files.readString(file);
                if (!file.endsWith("components.yaml") && ContractLint.isContract(yaml)) {
                    lint.look(file.getFileName().toString(), yaml);
                }
            }
        }
        assertEquals(List.of(), lint.problems());
    }
}
