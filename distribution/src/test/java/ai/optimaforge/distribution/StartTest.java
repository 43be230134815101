// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class StartTest {
    private static final String READY = "ready http://127\\.0\\.0\\.1:\\d+ in \\d+\\.\\d\\d s";

    @TempDir private Path directory;

    @Test
    void should_serve_then_end_with_0_when_told_to_end() throws Exception {
        try (Running forge = start("--set", "http.port=0")) {
            URI address = address(forge);

            assertEquals(200, get(address.resolve("/health/live")));
            assertEquals(200, get(address.resolve("/health/ready")));

            forge.process().destroy();
            assertEquals(0, forge.exitCode(), "the exit code");
            assertEquals(1, forge.outLines().size(), "lines of standard output");
            assertTrue(forge.outLines().getFirst().matches(READY));
        }
    }

    @Test
    void should_answer_a_chat_call_when_the_banners_line_is_pasted() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
        try (Running forge = start("--set", "http.port=0")) {
            String line = forge.awaitErr(text -> text.strip().startsWith("curl "));

            try (Running curl = Running.of(new ProcessBuilder("sh", "-c", line))) {
                assertEquals(0, curl.exitCode());
                String answer = String.join("", curl.outLines());
                assertTrue(answer.contains("\"chat.completion\""), answer);
            }
        }
    }

    @Test
    void should_name_every_plugin_when_started() throws Exception {
        try (Running forge = start("--set", "http.port=0")) {
            forge.awaitErr(line -> line.strip().startsWith("curl "));
            String banner = String.join("\n", forge.errLines());

            for (String plugin :
                    List.of(
                            "admin",
                            "chat",
                            "features",
                            "messages",
                            "provider-anthropic",
                            "provider-google",
                            "provider-local",
                            "provider-openai",
                            "provider-sandbox")) {
                assertTrue(
                        banner.lines().anyMatch(line -> line.matches(".*" + plugin + " .*started")),
                        banner);
            }
        }
    }

    @Test
    void should_refuse_in_one_line_when_the_port_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Running forge = start("--set", "http.port=" + taken.getLocalPort())) {
            assertRefused(forge, 1);
            assertTrue(forge.errLines().getFirst().contains("http.port"));
        }
    }

    @Test
    void should_name_all_mistakes_at_once_when_settings_are_wrong() throws Exception {
        try (Running forge = start("--set", "http.port=none", "--set", "http.body-limt=1 KiB")) {
            assertRefused(forge, 2);
            assertTrue(String.join("\n", forge.errLines()).contains("did you mean"));
        }
    }

    private static void assertRefused(Running forge, int lines) throws Exception {
        assertEquals(1, forge.exitCode(), "the exit code");
        assertEquals(List.of(), forge.outLines());
        assertEquals(lines, forge.errLines().size(), String.join("\n", forge.errLines()));
    }

    private Running start(String... more) throws Exception {
        String conf = Files.createDirectories(directory.resolve("conf")).toString();
        String data = directory.resolve("data").toString();
        Stream<String> usual = Stream.of("start", "--conf", conf, "--data", data);
        return Assembled.run(Stream.concat(usual, Stream.of(more)).toArray(String[]::new));
    }

    private static URI address(Running forge) throws Exception {
        String line = forge.awaitOut(text -> text.startsWith("ready "));
        return URI.create(line.substring("ready ".length(), line.indexOf(" in ")));
    }

    private static int get(URI uri) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(uri).build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
