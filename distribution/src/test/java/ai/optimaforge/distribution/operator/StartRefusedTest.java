// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.testing.TestPlatform;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/// What is wrong is said at once, one line each, and nothing listens. the ends of the lines are
/// part of what is sent
@SuppressWarnings("StringConcatToTextBlock")
class StartRefusedTest {
    @Test
    void should_name_the_port_when_it_is_taken() throws Exception {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
            String port = String.valueOf(taken.getLocalPort());
            List<String> problems = problems(Gateway.builder().set("http.port", port));
            assertEquals(1, problems.size(), problems::toString);
            assertTrue(problems.getFirst().contains("http.port = " + port), problems::toString);
            assertTrue(problems.getFirst().contains("taken"), problems::toString);
        }
    }

    @Test
    void should_ask_what_was_meant_when_a_setting_is_unknown() {
        List<String> problems = problems(Gateway.builder().set("http.body-limt", "1 KiB"));
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(
                problems.getFirst().contains("did you mean http.body-limit"), problems::toString);
    }

    @Test
    void should_name_every_setting_when_several_are_wrong() {
        List<String> problems =
                problems(
                        Gateway.builder()
                                .set("http.port", "many")
                                .set("http.idle-timeout", "soon")
                                .set("htp.host", "x"));
        assertEquals(3, problems.size(), problems::toString);
    }

    @Test
    void should_name_every_problem_when_several_provider_files_are_wrong() {
        List<String> problems =
                problems(
                        Gateway.builder()
                                .provider(
                                        "a",
                                        "type: openai\n"
                                                + "base-ulr: http://127.0.0.1:1/v1\n"
                                                + "idle-timeout: x\n")
                                .provider("b", "type: opnai\n")
                                .provider("c", "base-url: http://127.0.0.1:1/v1\n")
                                .provider("d", "type: openai\nbase-url: ftp://x\n"));
        String all = String.join("\n", problems);
        assertTrue(all.contains("base-ulr") && all.contains("did you mean base-url"), all);
        assertTrue(all.contains("idle-timeout = x"), all);
        assertTrue(all.contains("did you mean openai"), all);
        assertTrue(all.contains("c.yaml"), all);
        assertTrue(all.contains("d.yaml"), all);
        assertTrue(problems.stream().noneMatch(line -> line.contains("\n")), all);
        assertEquals(5, problems.size(), all);
    }

    @Test
    void should_show_no_secret_when_a_provider_file_is_wrong() {
        List<String> problems =
                problems(
                        Gateway.builder()
                                .provider("a", "type: openai\napi-key: \"sk-ключ-secret\"\n"));
        assertTrue(
                problems.stream().noneMatch(line -> line.contains("secret")), problems::toString);
    }

    @Test
    void should_name_every_model_when_its_instance_is_not_there() {
        List<String> problems =
                problems(
                        Gateway.builder()
                                .provider("mine", "type: openai\nbase-url: http://127.0.0.1:1/v1\n")
                                .file("models/a.yaml", "id: mien/llama\n")
                                .file("models/b.yaml", "- id: mine/llama\n- id: nobody/llama\n"));
        String all = String.join("\n", problems);
        assertEquals(2, problems.size(), all);
        assertTrue(problems.getFirst().contains("id = mien/llama"), all);
        assertTrue(problems.getFirst().contains("models/a.yaml"), all);
        assertTrue(problems.getFirst().endsWith("; did you mean mine?"), all);
        assertTrue(problems.getLast().contains("id = nobody/llama"), all);
        assertTrue(problems.getLast().endsWith("there is no provider instance nobody"), all);
    }

    @Test
    void should_start_when_the_instance_of_a_model_may_be_found_later() throws Exception {
        try (TestPlatform platform =
                Gateway.builder().file("models/a.yaml", "id: ollama/llama\n").start()) {
            assertTrue(platform.report() != null);
        }
    }

    private static List<String> problems(TestPlatform.Builder builder) {
        return assertThrows(StartFailedException.class, builder::start).problems();
    }
}
