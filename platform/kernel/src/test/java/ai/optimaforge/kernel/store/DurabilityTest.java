// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/// What was acknowledged survives the death of the process.
class DurabilityTest {
    private static final int KILLS = 3;

    @TempDir private Path data;

    @Test
    void should_have_all_that_was_acknowledged_when_the_process_was_killed() throws Exception {
        Kills kills = new Kills(data);
        for (int i = 1; i <= KILLS; i++) {
            kills.kill("run" + i, Duration.ofMillis(300), 700);
            assertEquals(0, kills.lost(), "lost after kill " + i);
        }
        assertTrue(kills.acknowledged() > KILLS, "hardly anything was written");
    }

    @Test
    void should_have_all_that_was_acknowledged_when_it_is_killed_again_while_it_starts()
            throws Exception {
        Kills kills = new Kills(data);
        kills.kill("run", Duration.ofMillis(300), 1);
        for (int i = 1; i <= KILLS; i++) {
            kills.killOpening("opening" + i, 300);
        }

        assertEquals(0, kills.lost());
    }

    @Test
    void should_fail_what_it_can_not_keep_when_the_disk_is_full() throws Exception {
        Kills kills = new Kills(data);

        assertEquals(AcknowledgedWriter.GAVE_UP, kills.fill("full", 600));

        assertTrue(kills.acknowledged() > 0, "nothing was written");
        assertEquals(0, kills.lost());
    }

    @Test
    void should_not_start_when_the_disk_is_full() throws Exception {
        Kills kills = new Kills(data);

        assertEquals(AcknowledgedWriter.DID_NOT_START, kills.fill("full", 1));

        assertEquals(0, kills.acknowledged());
    }
}
