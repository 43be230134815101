// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class ScriptTest {
    private static final Path SCRIPT = Assembled.HOME.resolve("bin/forge");

    @TempDir private Path directory;

    @Test
    void should_run_with_the_cache_when_nothing_changed_since_the_build() throws Exception {
        // with this option, a cache that can't be used ends the JVM
        var strict = Map.of("FORGE_JAVA_OPTS", "-XX:AOTMode=on");
        assertTrue(Files.exists(Assembled.HOME.resolve("lib/forge.aot")));
        try (Running forge = Assembled.run(SCRIPT, strict, "version")) {
            assertVersion(forge);
        }
    }

    @Test
    void should_run_without_a_word_when_the_cache_does_not_fit() throws Exception {
        Path copy = copyOfHome();
        Path jar = firstJar(copy.resolve("lib"));
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));
        try (Running forge = Assembled.run(copy.resolve("bin/forge"), Map.of(), "version")) {
            assertVersion(forge);
        }
    }

    @Test
    void should_run_without_a_word_when_the_jvm_refuses_the_cache() throws Exception {
        var otherCollector = Map.of("FORGE_JAVA_OPTS", "-XX:-UseSerialGC -XX:+UseZGC");
        try (Running forge = Assembled.run(SCRIPT, otherCollector, "version")) {
            assertVersion(forge);
        }
    }

    @Test
    void should_find_its_home_when_called_by_a_link() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("forge"), SCRIPT.toAbsolutePath());
        try (Running forge = Assembled.run(link, Map.of(), "plugin", "list")) {
            assertEquals(0, forge.exitCode());
            assertTrue(forge.outLines().stream().anyMatch(line -> line.startsWith("chat ")));
        }
    }

    @Test
    void should_say_in_one_line_what_to_do_when_the_jdk_is_none() throws Exception {
        var nowhere = Map.of("FORGE_JAVA_HOME", directory.toString());
        try (Running forge = Assembled.run(SCRIPT, nowhere, "version")) {
            assertEquals(1, forge.exitCode());
            assertEquals(
                    List.of("forge: FORGE_JAVA_HOME=" + directory + " is no JDK 25 or newer"),
                    forge.errLines());
        }
    }

    private static void assertVersion(Running forge) throws Exception {
        assertEquals(0, forge.exitCode(), String.join("\n", forge.errLines()));
        assertEquals(List.of(), forge.errLines());
        assertEquals(1, forge.outLines().size());
        assertTrue(forge.outLines().getFirst().startsWith("forge "));
    }

    private Path copyOfHome() throws IOException {
        Path copy = directory.resolve("a copy");
        try (Stream<Path> files = Files.walk(Assembled.HOME)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(Assembled.HOME.relativize(file).toString()));
            }
        }
        return copy;
    }

    private static Path firstJar(Path lib) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
        }
    }
}
