// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.kernel.plugin.PluginBuild;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// Plugins whose contract and handlers do not agree.
class ContractRefusedTest {
    @TempDir Path directory;

    private PluginBuild binding(String... operations) {
        StringBuilder bind = new StringBuilder();
        for (String operation : operations) {
            bind.append(PluginBuild.answering(operation));
        }
        return PluginBuild.of(directory, "acme").endpoints("", bind.toString());
    }

    private void assertRefused(String reason, PluginBuild plugin) {
        assertEquals(
                List.of(
                        "plugin acme 1.0.0 (%s) can't run: %s"
                                .formatted(directory.resolve("acme"), reason)),
                new Starting(directory).refusal(plugin.built()));
    }

    @Test
    void should_say_which_file_is_missing_when_there_is_no_contract() {
        assertRefused(
                "the contract acme.yaml is not on the class path of acme.Endpoints", binding("a"));
    }

    @Test
    void should_name_the_operation_when_it_has_no_handler() {
        assertRefused(
                "the contract acme.yaml: operation b has no handler: bind one, or take it out of"
                        + " the contract",
                binding("a").contract("/a", "a", "b"));
    }

    @Test
    void should_name_the_handler_when_it_has_no_operation() {
        assertRefused(
                "the contract acme.yaml: handler b has no operation in the contract: describe it"
                        + " there, or bind it not",
                binding("a", "b").contract("/a", "a"));
    }

    @Test
    void should_name_the_operation_when_it_has_two_handlers() {
        assertRefused(
                "the contract acme.yaml: operation a has two handlers: bind one",
                binding("a", "a").contract("/a", "a"));
    }

    @Test
    void should_say_who_may_call_when_the_contract_does_not() {
        assertRefused(
                "the contract acme.yaml must say for a who may call it:"
                        + " x-forge-scope, or security: []",
                binding("a").resource("acme.yaml", "paths: {/a: {get: {operationId: a}}}"));
    }

    @Test
    void should_name_the_path_when_an_operation_has_no_id() {
        assertRefused(
                "the contract acme.yaml has no operationId for GET /a",
                binding("a").resource("acme.yaml", "paths: {/a: {get: {security: []}}}"));
    }

    @Test
    void should_say_what_was_thrown_when_bind_throws() {
        assertRefused(
                "acme.Endpoints threw in bind: java.lang.IllegalStateException: no luck: take"
                        + " another version of it, or forge plugin remove acme",
                PluginBuild.of(directory, "acme")
                        .endpoints("", "throw new IllegalStateException(\"no luck\");")
                        .contract("/a", "a"));
    }

    @Test
    void should_fail_the_plugin_alone_when_bind_throws_an_error() {
        assertRefused(
                "acme.Endpoints threw in bind: java.lang.AssertionError: no: take another version"
                        + " of it, or forge plugin remove acme",
                PluginBuild.of(directory, "acme")
                        .endpoints("", "throw new AssertionError(\"no\");")
                        .contract("/a", "a"));
    }

    @Test
    void should_say_who_asked_when_bind_needs_a_denied_class() {
        assertRefused(
                "acme.Endpoints threw in bind: plugin acme asked for ai.optimaforge.kernel.Kernel:"
                        + " the kernel is not for plugins: use the SPI, or ask for what it lacks",
                PluginBuild.of(directory, "acme")
                        .endpoints("", "ai.optimaforge.kernel.Kernel.class.getName();")
                        .contract("/a", "a"));
    }
}
