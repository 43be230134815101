// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.plugin.PluginBuild;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Path;

/// What a plugin does wrong is told with its name, and is nobody else's.
@Timeout(60)
class BadPluginTest {
    @TempDir Path directory;

    private Kernel start(String bind) throws StartFailedException {
        return new Starting(directory)
                .set("http.answer-timeout", "100 ms")
                .start(
                        PluginBuild.of(directory, "acme")
                                .endpoints("", bind)
                                .contract("/acme", "bad")
                                .installed());
    }

    @Test
    void should_answer_500_with_its_name_when_a_handler_throws() throws Exception {
        String bind =
                "operations.on(\"bad\", call -> { throw new IllegalStateException(\"secret\"); });";
        try (Kernel kernel = start(bind)) {
            HttpResponse<String> answer = Starting.get(kernel, "/acme");
            assertEquals(500, answer.statusCode());
            assertTrue(answer.body().contains("Something went wrong in plugin acme."));
            assertTrue(!answer.body().contains("secret"), answer.body());
        }
    }

    @Test
    void should_answer_504_with_its_name_when_a_handler_never_answers() throws Exception {
        String bind = "operations.on(\"bad\", call -> Promise.<Answer>promise().future());";
        try (Kernel kernel = start(bind)) {
            HttpResponse<String> answer = Starting.get(kernel, "/acme");
            assertEquals(504, answer.statusCode());
            assertTrue(answer.body().contains("Plugin acme did not answer within"), answer.body());
            assertTrue(answer.body().contains("answer_timeout"), answer.body());
        }
    }
}
