// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.testing.client.ApiResponse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Plugins are swapped, stopped and started by the admin API.
class PluginsTest {
    private static final String PLUGINS = "/v1/admin/plugins";
    private static final Path INSTALLED =
            Path.of(System.getProperty("forge.home", "target/forge"), "plugins");
    private static final String NEWER = "99.0.0";

    @RegisterExtension static final Gateway gateway = Gateway.usual();

    @TempDir Path directory;
    private String version = "";

    @BeforeEach
    void installNewer() throws IOException {
        version = state("chat").getString("version");
        gateway.platform().install(newer("chat"));
        gateway.platform().install(newer("provider-openai"));
    }

    @AfterEach
    void goBack() {
        for (String id : List.of("chat", "provider-openai")) {
            if (!state(id).getString("state").equals("started")) {
                change(id, "start", "");
            }
            change(id, "swap", "{\"version\":\"%s\"}".formatted(version));
        }
    }

    /// The plugin as it is installed, under a newer version.
    private PluginLocation newer(String id) throws IOException {
        Path from = INSTALLED.resolve(id + "-" + version);
        Path to = directory.resolve(id + "-" + NEWER);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        Path descriptor = to.resolve("plugin.properties");
        String text = Files.readString(descriptor);
        Files.writeString(descriptor, text.replace("version=" + version, "version=" + NEWER));
        return PluginLocation.installed(to);
    }

    private static JsonObject state(String id) {
        return gateway.client().get(PLUGINS + "?limit=100").json().getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .filter(plugin -> plugin.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ApiResponse change(String id, String what, String body) {
        return gateway.client().send("POST", PLUGINS + "/" + id + "/" + what, body);
    }

    private static ApiResponse ask() {
        return gateway.client()
                .post(
                        Gateway.CHAT,
                        new JsonObject()
                                .put("model", "up/fake")
                                .put(
                                        "messages",
                                        new JsonArray()
                                                .add(
                                                        new JsonObject()
                                                                .put("role", "user")
                                                                .put("content", "Hello")))
                                .encode());
    }

    @Test
    void should_serve_the_newest_when_no_version_is_named() {
        ApiResponse swapped = change("chat", "swap", "");
        assertEquals(200, swapped.status(), swapped::text);
        assertEquals(NEWER, swapped.json().getString("version"));
        assertEquals("started", swapped.json().getString("state"));
        assertEquals(200, ask().status());
    }

    @Test
    void should_answer_by_the_new_version_when_a_provider_is_swapped() {
        ApiResponse swapped =
                change("provider-openai", "swap", "{\"version\":\"%s\"}".formatted(NEWER));
        assertEquals(200, swapped.status(), swapped::text);
        ApiResponse answer = ask();
        assertEquals(200, answer.status(), answer::text);
        assertEquals("up", answer.json().getJsonObject("forge_metadata").getString("provider"));
    }

    @Test
    void should_have_neither_its_path_nor_its_models_when_a_plugin_is_stopped() {
        assertEquals(200, change("provider-openai", "stop", "").status());
        ApiResponse nothing = ask();
        assertEquals(404, nothing.status(), nothing::text);
        assertEquals("model_not_found", nothing.json().getJsonObject("error").getString("code"));
        assertEquals(200, change("chat", "stop", "").status());
        assertEquals("unknown_path", ask().json().getJsonObject("error").getString("code"));
        assertEquals("stopped", state("chat").getString("state"));
        assertEquals(200, change("chat", "start", "").status());
        assertEquals(200, change("provider-openai", "start", "").status());
        ApiResponse again = ask();
        assertEquals(200, again.status(), again::text);
    }

    @Test
    void should_write_down_who_swapped_what_when_it_is_done() {
        change("chat", "swap", "");
        JsonObject entry =
                gateway.client()
                        .get("/v1/admin/audit?limit=1")
                        .json()
                        .getJsonArray("data")
                        .getJsonObject(0);
        assertEquals("plugin.swap", entry.getString("action"));
        assertEquals("chat", entry.getString("target"));
        assertEquals(version, entry.getJsonObject("before").getString("version"));
        assertEquals(NEWER, entry.getJsonObject("after").getString("version"));
    }

    @Test
    void should_name_what_is_wrong_when_the_request_is() {
        ApiResponse unknown = change("chatt", "swap", "");
        assertEquals(404, unknown.status());
        assertTrue(unknown.text().contains("Did you mean chat?"), unknown.text());
        ApiResponse version = change("chat", "swap", "{\"version\":\"3.3.3\"}");
        assertEquals(404, version.status());
        assertEquals("version", version.json().getJsonObject("error").getString("param"));
        ApiResponse field = change("chat", "swap", "{\"versoin\":\"3.3.3\"}");
        assertEquals(422, field.status());
        assertEquals("versoin", field.json().getJsonObject("error").getString("param"));
        assertEquals(409, change("chat", "start", "").status());
    }
}
