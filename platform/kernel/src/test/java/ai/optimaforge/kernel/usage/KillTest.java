// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Random;

/// Real processes, really killed, with the store that they keep themselves.
class KillTest {
    private static final int KILLS = 3;

    @TempDir Path data;

    @Test
    void should_count_every_call_once_when_the_process_is_killed_again_and_again()
            throws Exception {
        Random random = new Random();
        long counted = 0;
        for (int i = 0; i < KILLS; i++) {
            counted += countedUntilKilled(random.nextInt(1, 20_000));
        }
        try (EmbeddedStore store = new EmbeddedStore(data);
                Node node = new Node(data, store.collection("usage"))) {
            node.until(() -> node.metric("forge_usage_lag_seconds") == 0);
            long inStore = node.requests();
            // each kill may catch each thread between the counting and the saying
            long most = counted + (long) KILLS * CallingUntilKilled.THREADS;
            String found = "%d of %d to %d calls".formatted(inStore, counted, most);
            assertTrue(inStore >= counted && inStore <= most, found);
        }
    }

    private long countedUntilKilled(int calls) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CallingUntilKilled.class.getName(),
                                data.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (InputStream said = process.getInputStream()) {
            int heard = said.readNBytes(calls).length;
            // not the process's own method, which closes its streams as well
            process.toHandle().destroyForcibly();
            return heard + said.transferTo(OutputStream.nullOutputStream());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
