// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.kernel.config.Samples.Everything;
import ai.optimaforge.kernel.config.Samples.Http;
import ai.optimaforge.kernel.config.Samples.Upstream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ProblemsTest {
    @TempDir private Path directory;
    private Workspace workspace;

    @BeforeEach
    void prepare() {
        workspace = Workspace.in(directory);
    }

    @Test
    void should_tell_all_at_once_when_much_is_wrong() {
        workspace.yaml("http:\n  host: h\n  prot: 9000\n  drain-timeout: soon\nhttp.host: i\n");

        assertEquals(
                List.of(
                        "http.host (file conf/forge.yaml:5): is set twice;"
                                + " the first time in file conf/forge.yaml:2",
                        "nonsense (--set): must be key=value",
                        "http.port = abc (env FORGE_HTTP_PORT): must be a whole number",
                        "http.body-limit = 1 MB (--set): must be a size such as"
                                + " 512 B, 20 KiB, 32 MiB or 1 GiB",
                        "http.drain-timeout = soon (file conf/forge.yaml:4): must be a duration"
                                + " such as 250 ms, 7 s, 5 min, 2 h or 1 d",
                        "http.prot = 9000 (file conf/forge.yaml:3): unknown setting;"
                                + " did you mean http.port?"),
                workspace
                        .env(Map.of("FORGE_HTTP_PORT", "abc"))
                        .set("http.body-limit=1 MB", "nonsense")
                        .problems("http", Http.class));
    }

    @Test
    void should_name_both_lines_when_a_key_stands_twice() {
        workspace.yaml("http:\n  port: 1\nhttp:\n  host: h\n");

        assertEquals(
                List.of(
                        "http (file conf/forge.yaml:3): is set twice;"
                                + " the first time in file conf/forge.yaml:1"),
                workspace.problems("http", Http.class));
    }

    @Test
    void should_blame_the_setting_when_the_constructor_refuses_it() {
        assertEquals(
                List.of("http.port = 70000 (--set): must be between 0 and 65535"),
                workspace.set("http.port=70000").problems("http", Http.class));
    }

    @Test
    void should_name_the_key_when_a_required_setting_is_missing() {
        assertEquals(
                List.of(
                        "upstream.base-url (file conf/forge.yaml): is required",
                        "upstream.api-key (file conf/forge.yaml): is required"),
                workspace.yaml("upstream:\n").problems("upstream", Upstream.class));
    }

    @Test
    void should_keep_secrets_when_it_complains() {
        workspace.yaml(
                """
                upstream:
                  api-key: [sk-1]
                  api-kye: sk-2
                  other: sk-3
                  base-url: "https://me:sk-4@ex ample"
                """);

        List<String> problems = workspace.problems("upstream", Upstream.class);

        assertEquals(
                List.of(
                        "upstream.base-url = https://***@ex ample (file conf/forge.yaml:5):"
                                + " must be a URI such as https://example.org/v1",
                        "upstream.api-key = *** (file conf/forge.yaml:2): must be a single value",
                        "upstream.api-kye = *** (file conf/forge.yaml:3): unknown setting;"
                                + " did you mean upstream.api-key?",
                        "upstream.other = *** (file conf/forge.yaml:4): unknown setting"),
                problems);
    }

    @Test
    void should_not_quote_the_file_when_it_is_not_yaml() {
        workspace.yaml("upstream:\n  api-key: \"sk-1\n  base-url: b\n");

        List<String> problems = Workspace.problems(workspace::read);

        assertEquals(
                List.of("file conf/forge.yaml:4: is not YAML: found unexpected end of stream"),
                problems);
    }

    @Test
    void should_refuse_when_the_file_cannot_be_taken_for_settings() {
        assertEquals(
                List.of("file conf/forge.yaml:1: must hold settings as key: value"),
                workspace.yaml("- a\n").problems("http", Http.class));
        assertEquals(
                List.of("file conf/forge.yaml:1: an anchor must not contain itself"),
                workspace.yaml("other: &a {x: *a}\n").problems("http", Http.class).subList(0, 1));
        assertEquals(
                List.of("file conf/forge.yaml: is not YAML: not UTF-8 text"),
                Workspace.problems(workspace.bytes("forge.yaml", (byte) 'a', (byte) 0xE9)::read));
    }

    @Test
    void should_want_a_section_when_there_is_a_text() {
        assertEquals(
                List.of(
                        "http = *** (file conf/forge.yaml:1):"
                                + " must be a section with settings of its own"),
                workspace.yaml("http: 9000\n").problems("http", Http.class));
    }

    @Test
    void should_mind_only_near_variables_when_they_are_unknown() {
        Map<String, String> variables =
                Map.of("FORGE_HOME", "/x", "FORGE_API_KEY", "sk-1", "FORGE_HTTP_PROT", "1");

        assertEquals(
                List.of(
                        "FORGE_HTTP_PROT = 1 (env FORGE_HTTP_PROT): unknown setting;"
                                + " did you mean FORGE_HTTP_PORT?"),
                workspace.env(variables).problems("http", Http.class));
    }

    @Test
    void should_name_the_item_when_something_below_is_wrong() {
        workspace.yaml(
                """
                text: t
                tier: gold
                base.input: NaN
                order: {a: b}
                steps:
                  - {input: 1, ouput: 2}
                  - 5
                prices:
                  gpt-4.1.inptu: 3
                """);

        assertEquals(
                List.of(
                        "tier = gold (file conf/forge.yaml:2): must be one of free, pro-plus",
                        "prices.gpt-4.1.input (file conf/forge.yaml): is required",
                        "steps[0].ouput = 2 (file conf/forge.yaml:6): unknown setting;"
                                + " did you mean steps[0].output?",
                        "steps[1].input (file conf/forge.yaml:7): is required",
                        "steps[1] = *** (file conf/forge.yaml:7):"
                                + " must be a section with settings of its own",
                        "base.input = NaN (file conf/forge.yaml:3): must be a number such as 0.75",
                        "order.a = b (file conf/forge.yaml:4): unknown setting;"
                                + " did you mean order?",
                        "prices.gpt-4.1.inptu = 3 (file conf/forge.yaml:9): unknown setting;"
                                + " did you mean prices.gpt-4.1.input?"),
                workspace.problems("", Everything.class));
    }
}
