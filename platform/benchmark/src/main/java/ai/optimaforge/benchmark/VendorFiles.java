// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.upstream.fast.FastUpstream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Files of provider instances that all lead to one fast upstream: one for each wire that is
/// translated to, and some of real vendors, with so many of their models as the platform knows
/// facts of, between which `auto` has to choose.
record VendorFiles(Path conf, FastUpstream upstream) {
    private static final String FACTS = "ai/optimaforge/kernel/catalog/model-facts.json";
    private static final List<String> VENDORS =
            List.of("mistral", "together", "deepinfra", "fireworks", "xai");
    private static final int MODELS_EACH = 36;

    /// Writes them.
    void write() {
        try {
            Path providers = Files.createDirectories(conf.resolve("providers"));
            for (String wire : List.of("anthropic", "google")) {
                Files.writeString(providers.resolve(wire + ".yaml"), wire(wire));
            }
            JsonArray facts = facts();
            for (String vendor : VENDORS) {
                Files.writeString(providers.resolve(vendor + ".yaml"), vendor(vendor, facts));
            }
        } catch (IOException e) {
            throw new BenchmarkException("cannot write the files of providers", e);
        }
    }

    private String wire(String type) {
        return "type: %s\nbase-url: %s\napi-key: x\nmodels: [fake]\n"
                .formatted(type, upstream.origin());
    }

    private String vendor(String name, JsonArray facts) {
        List<String> models =
                facts.stream()
                        .map(JsonObject.class::cast)
                        .filter(model -> model.getString("provider").equals(name))
                        .filter(model -> model.getString("mode").equals("chat"))
                        .map(model -> '"' + model.getString("id") + '"')
                        .limit(MODELS_EACH)
                        .toList();
        return "preset: %s\nbase-url: %s\napi-key: x\nmodels: [%s]\n"
                .formatted(name, upstream.baseUrl(), String.join(", ", models));
    }

    private static JsonArray facts() throws IOException {
        try (InputStream file = VendorFiles.class.getClassLoader().getResourceAsStream(FACTS)) {
            if (file == null) {
                throw new BenchmarkException("no facts of models on the class path");
            }
            return new JsonObject(Buffer.buffer(file.readAllBytes())).getJsonArray("models");
        }
    }
}
