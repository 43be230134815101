// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.plugin.PluginBuild;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.spi.Caller;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;

/// A plugin that keeps the event loops from going on hurts itself only.
@Timeout(60)
class QuarantineTest {
    @TempDir Path directory;

    private PluginLocation blocking() {
        return PluginBuild.of(directory, "acme")
                .endpoints(
                        "",
                        """
                        operations.on("block", call -> {
                            try {
                                Thread.sleep(400);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            return Future.succeededFuture(Answer.json(new JsonObject()));
                        });
                        """)
                .contract("/block", "block")
                .installed();
    }

    private Kernel start(String limit) throws StartFailedException {
        return new Starting(directory)
                .set("plugin-host.blocked-after", "50 ms")
                .set("plugin-host.blocked-limit", limit)
                .start(blocking(), PluginBuild.serving(directory.resolve("2"), "calm").installed());
    }

    @Test
    void should_answer_503_with_its_name_when_a_plugin_blocks_again_and_again() throws Exception {
        try (Kernel kernel = start("2")) {
            HttpResponse<String> answer = Starting.get(kernel, "/block");
            assertEquals(200, answer.statusCode());
            while (answer.statusCode() == 200) {
                answer = Starting.get(kernel, "/block");
            }
            assertEquals(503, answer.statusCode());
            assertTrue(answer.body().contains("\"code\":\"plugin_quarantined\""), answer.body());
            assertTrue(answer.body().contains("Plugin acme is in quarantine"), answer.body());
            assertTrue(answer.body().contains("acme//acme.Endpoints"), answer.body());
            assertEquals(200, Starting.get(kernel, "/calm").statusCode());
            String metrics = Starting.get(kernel, "/metrics").body();
            assertTrue(metrics.contains("forge_plugin_blocked_seconds_total{plugin=\"acme\"}"));
        }
    }

    @Test
    void should_serve_again_when_it_is_swapped() throws Exception {
        try (Kernel kernel = start("1")) {
            while (Starting.get(kernel, "/block").statusCode() == 200) {
                Thread.onSpinWait();
            }
            kernel.plugins()
                    .swap("acme", Optional.empty(), Caller.platform())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            assertEquals(200, Starting.get(kernel, "/block").statusCode());
        }
    }

    @Test
    void should_only_tell_of_it_when_the_limit_is_zero() throws Exception {
        try (Kernel kernel = start("0")) {
            for (int calls = 0; calls < 4; calls++) {
                assertEquals(200, Starting.get(kernel, "/block").statusCode());
            }
        }
    }
}
