// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.optimaforge.kernel.config.Samples.Everything;
import ai.optimaforge.kernel.config.Samples.Http;
import ai.optimaforge.kernel.config.Samples.Upstream;
import ai.optimaforge.spi.config.DataSize;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class ConfigurationTest {
    @TempDir private Path directory;
    private Workspace workspace;

    @BeforeEach
    void prepare() {
        workspace = Workspace.in(directory);
    }

    @Test
    void should_take_defaults_when_there_is_no_file() {
        Http http = workspace.verified("http", Http.class);

        assertEquals(
                new Http("127.0.0.1", 8090, DataSize.parse("32 MiB"), Duration.ofSeconds(30)),
                http);
    }

    @Test
    void should_prefer_set_to_environment_to_file_to_default_when_bound() {
        workspace.yaml("http:\n  port: 1\n  host: file\n  body-limit: 1 KiB\n");
        Map<String, String> variables =
                Map.of("FORGE_HTTP_PORT", "2", "FORGE_HTTP_BODY_LIMIT", "2 KiB");

        Http http = workspace.env(variables).set("http.port=3").verified("http", Http.class);

        assertEquals(new Http("file", 3, DataSize.parse("2 KiB"), Duration.ofSeconds(30)), http);
    }

    @Test
    void should_take_the_last_when_set_twice_on_the_command_line() {
        Http http = workspace.set("http.port=1", "http.port=2").verified("http", Http.class);

        assertEquals(2, http.port());
    }

    @Test
    void should_ignore_the_variable_when_it_is_empty() {
        Http http = workspace.env(Map.of("FORGE_HTTP_PORT", "")).verified("http", Http.class);

        assertEquals(8090, http.port());
    }

    @Test
    void should_show_value_and_origin_when_asked_what_is_in_effect() {
        workspace.yaml(
                """
                http.port: 9000
                upstream:
                  base-url: https://me:pass@example.org/v1
                  api-key: sk-123
                plugins.chat.token: sk-456
                """);
        Configuration configuration =
                workspace
                        .env(Map.of("FORGE_HTTP_HOST", "0.0.0.0"))
                        .set("http.body-limit=1 KiB")
                        .read();
        configuration.register("http", Http.class);
        configuration.register("upstream", Upstream.class);
        configuration.verify();

        assertEquals(
                List.of(
                        new EffectiveSetting("http.body-limit", "1 KiB", "--set"),
                        new EffectiveSetting("http.drain-timeout", "30 s", "default"),
                        new EffectiveSetting("http.host", "0.0.0.0", "env FORGE_HTTP_HOST"),
                        new EffectiveSetting("http.port", "9000", "file conf/forge.yaml:1"),
                        new EffectiveSetting("plugins.chat.token", "***", "file conf/forge.yaml:5"),
                        new EffectiveSetting("upstream.api-key", "***", "file conf/forge.yaml:4"),
                        new EffectiveSetting(
                                "upstream.base-url",
                                "https://***@example.org/v1",
                                "file conf/forge.yaml:3")),
                configuration.effective());
    }

    @Test
    void should_not_give_out_the_record_when_not_verified() {
        Binding<Http> http = workspace.read().register("http", Http.class);

        assertThrows(IllegalStateException.class, http::get);
    }

    @Test
    void should_bind_the_part_of_a_plugin_when_it_starts() {
        workspace.yaml("plugins.chat: {port: 1}\nplugins.other.what: ever\n");
        Configuration configuration =
                workspace.env(Map.of("FORGE_PLUGINS_CHAT_HOST", "chat")).read();
        configuration.verify();

        Http chat = configuration.bind("plugins.chat", Http.class);

        assertEquals("chat", chat.host());
        assertEquals(1, chat.port());
        assertEquals(
                new EffectiveSetting("plugins.chat.port", "1", "file conf/forge.yaml:1"),
                configuration.effective().get(3));

        configuration.forget("plugins.chat");

        assertEquals("***", configuration.effective().getFirst().value());
    }

    @Test
    void should_check_only_its_own_keys_when_a_plugin_is_bound() {
        workspace.yaml("plugins:\n  chat:\n    prot: 1\n  chats:\n    what: ever\n");
        Configuration configuration =
                workspace.env(Map.of("FORGE_PLUGINS_CHAT_HOTS", "chat")).read();
        configuration.verify();

        assertEquals(
                List.of(
                        "plugins.chat.prot = 1 (file conf/forge.yaml:3): unknown setting;"
                                + " did you mean plugins.chat.port?",
                        "FORGE_PLUGINS_CHAT_HOTS = chat (env FORGE_PLUGINS_CHAT_HOTS):"
                                + " unknown setting; did you mean FORGE_PLUGINS_CHAT_HOST?"),
                Workspace.problems(() -> configuration.bind("plugins.chat", Http.class)));
    }

    @Test
    void should_mask_the_secrets_of_a_map_when_shown() {
        workspace.yaml(
                """
                text: one
                base.input: 1
                headers.authorization: Bearer sk-1
                order:
                  - a
                  - b
                steps: [{input: 2}]
                """);
        Configuration configuration = workspace.read();
        configuration.register("", Everything.class);
        configuration.verify();

        List<EffectiveSetting> set =
                configuration.effective().stream()
                        .filter(setting -> !setting.origin().equals("default"))
                        .toList();

        assertEquals(
                List.of(
                        new EffectiveSetting("base.input", "1", "file conf/forge.yaml:2"),
                        new EffectiveSetting(
                                "headers.authorization", "***", "file conf/forge.yaml:3"),
                        new EffectiveSetting("order", "a, b", "file conf/forge.yaml:5"),
                        new EffectiveSetting("steps[0].input", "2", "file conf/forge.yaml:7"),
                        new EffectiveSetting("text", "one", "file conf/forge.yaml:1")),
                set);
    }
}
