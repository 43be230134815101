// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

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
    void should_speak_anthropics_wire_when_it_is_asked_in_it() throws Exception {
        JsonObject message = new JsonObject().put("role", "user").put("content", "hi");
        JsonObject body =
                Client.stream("m")
                        .put("max_tokens", 9)
                        .put("messages", new JsonArray().add(message));
        String answer = stream("/v1/messages", body, "--deltas=3", "--every=0", "--fragment=abc");
        assertEquals(3, answer.split("\"text\":\"abc\"", -1).length - 1, answer);
        assertTrue(answer.endsWith("data: {\"type\":\"message_stop\"}\n\n"), answer);
    }

    @Test
    void should_speak_googles_wire_when_it_is_asked_in_it() throws Exception {
        String answer =
                stream(
                        "/v1beta/models/m:streamGenerateContent?alt=sse",
                        new JsonObject(
                                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"a\"}]}]}"),
                        "--deltas=3",
                        "--every=0",
                        "--fragment=abc");
        assertEquals(3, answer.split("\"abc\"", -1).length - 1, answer);
    }

    private static String stream(String... options) throws IOException, InterruptedException {
        return stream("/v1/chat/completions", Client.stream("m"), options);
    }

    private static String stream(String path, JsonObject body, String... options)
            throws IOException, InterruptedException {
        Process process = start(options);
        try (BufferedReader out = process.inputReader();
                HttpClient http = HttpClient.newHttpClient()) {
            String ready = out.readLine();
            assertTrue(ready.startsWith("ready http://127.0.0.1:"), ready);
            URI uri = URI.create(ready.substring("ready ".length()) + path);
            var asked = BodyPublishers.ofString(body.encode());
            HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(asked);
            if (path.equals("/v1/messages")) {
                request.header("x-api-key", "k").header("anthropic-version", "2023-06-01");
            }
            return http.send(request.build(), BodyHandlers.ofString()).body();
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
