// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.kernel.plugin.PluginBuild;
import ai.optimaforge.kernel.plugin.PluginLocation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// A handler may have its answer made on a thread of its own.
@Timeout(30)
class HandlerThreadTest {
    @TempDir Path directory;

    @Test
    void should_answer_when_the_answer_comes_from_another_thread() throws StartFailedException {
        PluginLocation plugin =
                PluginBuild.of(directory, "late")
                        .endpoints(
                                "",
                                """
                                operations.on("late", call -> {
                                    Promise<Answer> answer = Promise.promise();
                                    Thread.ofVirtual().start(() -> answer.complete(
                                            Answer.json(new JsonObject().put("late", true))));
                                    return answer.future();
                                });
                                """)
                        .contract("/late", "late")
                        .built();
        try (Kernel kernel = new Starting(directory).start(plugin)) {
            for (int calls = 0; calls < 10; calls++) {
                assertEquals("{\"late\":true}", Starting.get(kernel, "/late").body());
            }
        }
    }
}
