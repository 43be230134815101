// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.kernel.KernelOptions;
import ai.optimaforge.kernel.Settings;
import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.config.EffectiveSetting;
import ai.optimaforge.kernel.plugin.descriptor.PluginName;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A running node, by its admin operations.
final class LiveNode {
    private static final String KEY_VARIABLE = "FORGE_API_KEY";

    /// A swap waits for the calls of the version before, so it has time.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final URI address;
    private final String key;

    private LiveNode(URI address, String key) {
        this.address = address;
        this.key = key;
    }

    /// @param address where it is; where the home's settings have it if empty
    static LiveNode of(Terminal terminal, Optional<URI> address) throws InstallRefusedException {
        return new LiveNode(
                address.isPresent() ? address.get() : configured(terminal), key(terminal));
    }

    private static URI configured(Terminal terminal) throws InstallRefusedException {
        try {
            KernelOptions options = new StartArguments(null, null, Map.of()).options(terminal);
            List<EffectiveSetting> settings = Settings.read(options.sources()).effective();
            return URI.create(
                    "http://" + value(settings, "http.host") + ":" + value(settings, "http.port"));
        } catch (StartFailedException e) {
            throw new InstallRefusedException(e.problems());
        }
    }

    private static String value(List<EffectiveSetting> settings, String key) {
        String value =
                settings.stream()
                        .filter(setting -> setting.key().equals(key))
                        .map(EffectiveSetting::value)
                        .findFirst()
                        .orElseThrow();
        return value.equals("0.0.0.0") ? "127.0.0.1" : value;
    }

    private static String key(Terminal terminal) throws InstallRefusedException {
        String given = terminal.environment().getOrDefault(KEY_VARIABLE, "");
        if (!given.isEmpty()) {
            return given;
        }
        Path file = terminal.home().data().resolve("bootstrap-key");
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            throw new InstallRefusedException(
                    "the plugin is installed, but the node was not told: there is no key in %s nor in %s"
                            .formatted(KEY_VARIABLE, file));
        }
    }

    URI address() {
        return address;
    }

    /// Lets a version run: in place of the one that runs, or as a new plugin.
    void run(PluginName plugin) throws InstallRefusedException {
        String path = "/v1/admin/plugins/" + plugin.id();
        boolean runs = false;
        JsonArray known = list();
        for (int i = 0; i < known.size(); i++) {
            JsonObject other = known.getJsonObject(i);
            runs |=
                    plugin.id().equals(other.getString("id"))
                            && "started".equals(other.getString("state"));
        }
        if (runs) {
            JsonObject body = new JsonObject().put("version", plugin.version());
            call("POST", path + "/swap", body.encode());
        } else {
            call("POST", path + "/start", "{}");
        }
    }

    private JsonArray list() throws InstallRefusedException {
        return call("GET", "/v1/admin/plugins?limit=100", "").getJsonArray("data", new JsonArray());
    }

    private JsonObject call(String method, String path, String body)
            throws InstallRefusedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(address.resolve(path))
                            .header("Authorization", "Bearer " + key)
                            .header("Content-Type", "application/json")
                            .timeout(PATIENCE)
                            .method(method, BodyPublishers.ofString(body))
                            .build();
            return read(client.send(request, BodyHandlers.ofString()));
        } catch (ConnectException _) {
            throw refused("nothing listens there");
        } catch (IOException e) {
            throw refused(OneLine.of(e.toString()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw refused("interrupted");
        }
    }

    private JsonObject read(HttpResponse<String> answer) throws InstallRefusedException {
        JsonObject json;
        try {
            json = new JsonObject(answer.body());
        } catch (DecodeException _) {
            throw refused("it answered " + answer.statusCode() + " without JSON");
        }
        if (answer.statusCode() != 200) {
            JsonObject error = json.getJsonObject("error", new JsonObject());
            throw refused(answer.statusCode() + " " + error.getString("message", "(no message)"));
        }
        return json;
    }

    private InstallRefusedException refused(String why) {
        return new InstallRefusedException(
                "the plugin is installed, but the node at %s did not take it: %s"
                        .formatted(address, why));
    }
}
