// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `forge plugin new`. That what it writes builds and passes its test is seen by
/// `examples/run.sh`.
class PluginNewTest {
    @TempDir private Path work;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @EnumSource(PluginKind.class)
    void should_write_a_project_under_its_own_names_when_a_kind_is_asked_for(PluginKind kind)
            throws IOException {
        Path target = work.resolve("project");

        assertEquals(ExitCodes.DONE, run("acme-thing", kind, "com.acme.thing", target));
        Path classes = target.resolve("src/main/java/com/acme/thing");
        assertTrue(Files.exists(classes.resolve("AcmeThing.java")), out());
        assertTrue(Files.exists(target.resolve("src/test/java/com/acme/thing/AcmeThingTest.java")));
        assertTrue(Files.exists(target.resolve("README.md")));
        for (Path file : files(target)) {
            String text = Files.readString(file);
            for (String old :
                    List.of(
                            "com.example",
                            "com/example",
                            "region",
                            kind.names().id(),
                            "Copyright")) {
                assertFalse(text.contains(old), () -> "%s has %s".formatted(file, old));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PluginKind.class)
    void should_need_few_lines_of_a_pom(PluginKind kind) throws IOException {
        Path target = work.resolve("project");
        run("acme-thing", kind, "com.acme.thing", target);

        List<String> pom = Files.readAllLines(target.resolve("pom.xml"));
        assertTrue(pom.size() <= 25, () -> pom.size() + " lines");
        assertTrue(pom.contains("  <artifactId>acme-thing</artifactId>"), pom::toString);
        assertTrue(pom.contains("  <groupId>com.acme.thing</groupId>"), pom::toString);
    }

    @Test
    void should_need_few_lines_of_a_pom_when_a_plugin_is_ours() throws IOException {
        List<Path> poms = new ArrayList<>();
        for (String place : List.of("plugins", "examples")) {
            try (Stream<Path> projects = Files.list(Path.of("../..", place))) {
                projects.map(project -> project.resolve("pom.xml"))
                        .filter(Files::exists)
                        .forEach(poms::add);
            }
        }
        List<String> counted = new ArrayList<>();
        for (Path pom : poms) {
            List<String> lines = Files.readAllLines(pom);
            // one that has no parent of ours, or is no plugin, says all itself
            if (lines.stream().anyMatch(line -> line.strip().equals("<parent>"))) {
                counted.add(pom.toString());
                assertTrue(lines.size() <= 25, () -> pom + " has " + lines.size() + " lines");
            }
        }
        assertTrue(counted.size() > 10, counted::toString);
    }

    @Test
    void should_overwrite_nothing_when_a_file_is_in_the_way() throws IOException {
        Path readme = work.resolve("README.md");
        Files.writeString(readme, "mine");

        assertEquals(ExitCodes.REFUSED, run("acme", PluginKind.endpoint, "com.acme", work));
        assertEquals(readme + " is there already, and is not overwritten\n", err());
        assertEquals("mine", Files.readString(readme));
        assertEquals(List.of(readme), files(work));
    }

    @ParameterizedTest
    @CsvSource({
        "Acme, com.acme, NAME Acme",
        "acme_search, com.acme, NAME acme_search",
        "acme-, com.acme, NAME acme-",
        "../acme, com.acme, NAME ../acme",
        "acme, Com.acme, --package Com.acme",
        "acme, com.new, --package com.new",
        "acme, com..acme, --package com..acme",
        "acme, ai.optimaforge.acme, --package ai.optimaforge.acme"
    })
    void should_refuse_with_the_rule_when_a_name_is_bad(String name, String pack, String told)
            throws IOException {
        assertEquals(ExitCodes.REFUSED, run(name, PluginKind.endpoint, pack, work));
        assertTrue(err().startsWith(told), err());
        assertEquals(1, err().lines().count(), err());
        assertEquals(List.of(), files(work));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plugin new acme", "plugin new acme --kind gadget", "plugin new"})
    void should_call_it_wrong_usage_when_the_line_is_not_understood(String line) {
        assertEquals(ExitCodes.USAGE, execute(line.split(" ", -1)));
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private int run(String name, PluginKind kind, String pack, Path target) {
        return execute(
                "plugin",
                "new",
                name,
                "--kind",
                kind.name(),
                "--package",
                pack,
                "--dir",
                target.toString());
    }

    private int execute(String... line) {
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        new Home(work),
                        Map.of());
        return Commands.line(terminal).execute(line);
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }
}
