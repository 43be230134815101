// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.config.Samples.Everything;
import ai.optimaforge.kernel.config.Samples.Http;
import ai.optimaforge.kernel.config.Samples.Price;
import ai.optimaforge.kernel.config.Samples.Tier;
import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.config.Setting;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class BindingTest {
    private static final String FULL =
            """
            text: "null"
            enabled: true
            count: 9000000000
            share: 0.75
            tier: pro-plus
            pause: 250 ms
            place: /tmp/x
            address: https://example.org
            token: sk-1
            order: [c, "d,e"]
            headers:
              x.trace: on
              "authorization": Bearer x
            prices:
              gpt-4.1: {input: 2, output: 8}
              small.input: 1
            steps:
              - input: 1
              - {input: 2, output: 3}
            base:
              input: 5
              output: 6
            """;

    private static final Everything EVERYTHING =
            new Everything(
                    "null",
                    true,
                    9_000_000_000L,
                    0.75,
                    Tier.PRO_PLUS,
                    Duration.ofMillis(250),
                    Path.of("/tmp/x"),
                    Optional.of(URI.create("https://example.org")),
                    Optional.of(Secret.of("sk-1")),
                    List.of("c", "d,e"),
                    Map.of("x.trace", Secret.of("on"), "authorization", Secret.of("Bearer x")),
                    Map.of(
                            "gpt-4.1",
                            new Price(2, Optional.of(8.0)),
                            "small",
                            new Price(1, Optional.empty())),
                    List.of(new Price(1, Optional.empty()), new Price(2, Optional.of(3.0))),
                    new Price(5, Optional.of(6.0)));

    @Test
    void should_bind_every_type_when_all_is_set() {
        ConfigAssertions.assertFullMapping(Everything.class, FULL, EVERYTHING);
    }

    private record Lists(
            @Setting("Names") List<String> names, @Setting("Waits") List<Duration> waits) {}

    @Test
    void should_split_at_commas_when_a_list_comes_as_text() {
        ConfigAssertions.assertFullMapping(
                Lists.class,
                "waits: 1 s, 2 s",
                Map.of("FORGE_NAMES", "c, d,,e "),
                new Lists(
                        List.of("c", "d", "e"),
                        List.of(Duration.ofSeconds(1), Duration.ofSeconds(2))));
    }

    @Test
    void should_take_defaults_when_only_the_required_is_set() {
        ConfigAssertions.assertDefaults(
                Everything.class,
                "text: t\nbase.input: 1\nheaders: {}\nprices:\nsteps: []\n",
                new Everything(
                        "t",
                        false,
                        1,
                        0.5,
                        Tier.FREE,
                        Duration.ofSeconds(7),
                        Path.of("data"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of("a", "b"),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        new Price(1, Optional.empty())));
    }

    @Test
    void should_fail_the_full_mapping_when_a_component_is_not_covered() {
        Http http = new Http("h", 8090, DataSize.parse("1 KiB"), Duration.ofSeconds(30));

        var failure =
                assertThrows(
                        AssertionError.class,
                        () ->
                                ConfigAssertions.assertFullMapping(
                                        Http.class,
                                        "host: h\nport: 8090\n",
                                        Map.of("FORGE_BODY_LIMIT", "1 KiB"),
                                        http));

        assertTrue(failure.toString().contains("not covered: port, drain-timeout"));
    }

    private record Undocumented(Optional<String> name) {}

    @Test
    void should_fail_the_defaults_when_a_component_has_no_doc() {
        assertThrows(
                AssertionError.class,
                () ->
                        ConfigAssertions.assertDefaults(
                                Undocumented.class, new Undocumented(Optional.empty())));
    }

    private record Odd(Set<String> names) {}

    private record Endless(Optional<Endless> more) {}

    private record NoText(@Setting(value = "x", defaultValue = "y") Price price) {}

    @Test
    void should_blame_the_author_when_the_type_is_a_mistake() {
        for (Class<? extends Record> type : List.of(Odd.class, Endless.class, NoText.class)) {
            assertThrows(IllegalArgumentException.class, () -> ShapeReader.of(type));
        }
    }

    record Range(
            @Setting(value = "From", defaultValue = "0") int from,
            @Setting(value = "To", defaultValue = "9") int upTo) {
        Range {
            if (from > upTo) {
                throw new IllegalArgumentException("the range is empty");
            }
            if (upTo > 99) {
                throw new IllegalArgumentException("upTo must be below 100");
            }
            if (from < 0) {
                throw new IllegalStateException("nobody thought of that");
            }
        }
    }

    private static Range range(Map<String, ?> values) {
        Sources nothing = new Sources(Path.of("conf"), Map.of(), List.of());
        return ConfigTree.of(values, "a test", nothing).bind(Range.class);
    }

    @Test
    void should_tell_where_when_the_constructor_names_no_setting() {
        assertEquals(
                List.of("a test: the range is empty"),
                Workspace.problems(() -> range(Map.of("from", 10))));
        assertEquals(
                List.of("up-to = 100 (a test): must be below 100"),
                Workspace.problems(() -> range(Map.of("up-to", 100))));
    }

    @Test
    void should_pass_on_the_failure_when_the_constructor_is_broken() {
        assertThrows(IllegalStateException.class, () -> range(Map.of("from", -1)));
    }
}
