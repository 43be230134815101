// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.optimaforge.kernel.plugin.PluginLocation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Starts kernels for tests.
final class Starting {
    private final Path directory;
    private final Map<String, String> settings = new HashMap<>();

    Starting(Path directory) {
        this.directory = directory;
        set("http.port", "0");
        set("http.event-loops", "1");
        set("bootstrap.key", "sixteen-and-more");
        set("providers.probe-local", "false");
        set("logging.level", "error");
    }

    Starting set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Kernel start(PluginLocation... plugins) throws StartFailedException {
        return Kernel.start(
                new KernelOptions(
                        directory.resolve("conf"),
                        directory.resolve("data"),
                        () -> List.of(plugins),
                        settings,
                        Map.of()));
    }

    /// Why it refuses to start, line by line.
    List<String> refusal(PluginLocation... plugins) {
        return assertThrows(StartFailedException.class, () -> start(plugins).close()).problems();
    }

    static HttpResponse<String> get(Kernel kernel, String path) {
        URI uri = kernel.address().resolve(path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer from " + uri, e);
        }
    }
}
