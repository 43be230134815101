// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.kernel.config.Samples.Price;
import ai.optimaforge.kernel.config.Samples.Upstream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class ConfigTreeTest {
    @TempDir private Path directory;
    private Workspace workspace;

    @BeforeEach
    void prepare() {
        workspace = Workspace.in(directory).env(Map.of("KEY", "sk-1"));
    }

    private ConfigTree groq(String yaml) {
        workspace.file("providers/groq.yaml", yaml);
        return ConfigTree.read(
                workspace.conf().resolve("providers/groq.yaml"), workspace.sources());
    }

    @Test
    void should_bind_the_rest_when_the_type_was_read() {
        ConfigTree tree = groq("type: openai\nbase-url: https://x.org\napi-key: ${env:KEY}\n");

        assertEquals(Optional.of("openai"), tree.text("type"));
        assertEquals("sk-1", tree.without("type").bind(Upstream.class).apiKey().reveal());
    }

    @Test
    void should_name_the_file_when_something_is_wrong() {
        ConfigTree tree = groq("type: opnai\nbase-url: https://x.org\nbaseurl: x\n");

        assertEquals(
                List.of("type = opnai (file conf/providers/groq.yaml:1): unknown"),
                tree.refusal("type", "unknown").problems());
        assertEquals(
                List.of(
                        "api-key (file conf/providers/groq.yaml): is required",
                        "baseurl = x (file conf/providers/groq.yaml:3): unknown setting;"
                                + " did you mean base-url?"),
                Workspace.problems(() -> tree.without("type").bind(Upstream.class)));
    }

    @Test
    void should_bind_values_in_memory_when_they_come_from_elsewhere() {
        ConfigTree tree =
                ConfigTree.of(
                        Map.of("base-url", "b c", "api-key", 5),
                        "env OPENAI_API_KEY",
                        workspace.sources());

        assertEquals(
                List.of(
                        "base-url = b c (env OPENAI_API_KEY): must be a URI such as"
                                + " https://example.org/v1"),
                Workspace.problems(() -> tree.bind(Upstream.class)));
    }

    @Test
    void should_fill_in_from_the_preset_when_laid_over_it() {
        ConfigTree preset =
                ConfigTree.of(
                        Map.of("base-url", "https://preset", "api-key", "${env:KEY}"),
                        "preset groq",
                        workspace.sources());

        Upstream upstream = groq("base-url: https://own\n").over(preset).bind(Upstream.class);

        assertEquals("https://own", upstream.baseUrl().toString());
        assertEquals("sk-1", upstream.apiKey().reveal());
    }

    @Test
    void should_read_one_or_many_when_a_file_may_hold_a_list() {
        Path file =
                workspace
                        .file("prices.yaml", "- input: 1\n- input: x\n")
                        .conf()
                        .resolve("prices.yaml");

        List<ConfigTree> trees = ConfigTree.readAll(file, workspace.sources());

        assertEquals(new Price(1, Optional.empty()), trees.getFirst().bind(Price.class));
        assertEquals(
                List.of("input = x (file conf/prices.yaml:2): must be a number such as 0.75"),
                Workspace.problems(() -> trees.getLast().bind(Price.class)));

        workspace.file("prices.yaml", "input: 3\n");

        assertEquals(1, ConfigTree.readAll(file, workspace.sources()).size());
    }
}
