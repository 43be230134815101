// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class FakeUpstreamCommandTest {
    @Test
    void should_print_where_it_is_ready_and_serve_the_script() throws Exception {
        assertTrue(stream("--deltas=3", "--every=0", "--fragment=abc").endsWith("[DONE]\n\n"));
        assertEquals("{\"busy\":1}", stream("--status=503", "--body={\"busy\":1}"));
        assertTrue(stream("--fast", "--deltas=3", "--every=1").endsWith("[DONE]\n\n"));
    }

    @Test
    void should_speak_googles_wire_too() throws Exception {
        String stream =
                ask(
                        "/v1beta/models/m:streamGenerateContent?alt=sse",
                        "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"a\"}]}]}",
                        "--deltas=3",
                        "--every=0",
                        "--fragment=abc");
        assertEquals(3, stream.split("\"abc\"", -1).length - 1, stream);
    }

    private static String stream(String... options) throws IOException, InterruptedException {
        return ask("/v1/chat/completions", Client.stream("m").encode(), options);
    }

    private static String ask(String path, String body, String... options)
            throws IOException, InterruptedException {
        Process process = start(options);
        try (BufferedReader out = process.inputReader();
                HttpClient http = HttpClient.newHttpClient()) {
            String ready = out.readLine();
            assertTrue(ready.startsWith("ready http://127.0.0.1:"), ready);
            URI uri = URI.create(ready.substring("ready ".length()) + path);
            var asked = BodyPublishers.ofString(body);
            return http.send(
                            HttpRequest.newBuilder(uri).POST(asked).build(),
                            BodyHandlers.ofString())
                    .body();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String... options) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(FakeUpstreamCommand.class.getName());
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
