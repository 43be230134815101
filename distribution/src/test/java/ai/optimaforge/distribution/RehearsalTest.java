// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// What only looks at the platform leaves nothing behind and finds what a start would find.
class RehearsalTest {
    @TempDir private Path directory;

    @Test
    void should_leave_the_data_alone_when_only_the_contracts_are_asked_for() throws Exception {
        Path data = directory.resolve("data");
        try (Running forge = run("openapi", "--data", data.toString())) {
            assertEquals(0, forge.exitCode());
            assertFalse(Files.exists(data), "something was written to " + data);
        }
    }

    @Test
    void should_name_the_mistakes_in_provider_files_when_checked() throws Exception {
        Path providers = Files.createDirectories(directory.resolve("conf/providers"));
        Files.writeString(providers.resolve("up.yaml"), "type: openai\nbase-ulr: http://x/v1\n");
        Files.writeString(providers.resolve("other.yaml"), "type: opnai\n");
        try (Running forge = run("config", "check")) {
            assertEquals(1, forge.exitCode());
            String problems = String.join("\n", forge.errLines());
            assertEquals(2, forge.errLines().size(), problems);
            assertTrue(problems.contains("did you mean base-url"), problems);
            assertTrue(problems.contains("did you mean openai"), problems);
        }
    }

    @Test
    void should_say_ok_when_nothing_is_wrong() throws Exception {
        try (Running forge = run("config", "check")) {
            assertEquals(0, forge.exitCode(), String.join("\n", forge.errLines()));
            assertTrue(forge.outLines().getFirst().startsWith("ok: "));
        }
    }

    private Running run(String... command) throws Exception {
        Path conf = Files.createDirectories(directory.resolve("conf"));
        String[] whole = Arrays.copyOf(command, command.length + 2);
        whole[command.length] = "--conf";
        whole[command.length + 1] = conf.toString();
        return Assembled.run(whole);
    }
}
