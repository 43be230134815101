// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static java.util.Objects.requireNonNull;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The presets, by name, in the order of their file.
final class Presets {
    /// Whose upstream it is if the settings name none.
    static final String OPENAI = "openai";

    private static final Map<String, KnownUpstream> ALL = read();

    private Presets() {}

    private static Map<String, KnownUpstream> read() {
        try (InputStream file = Presets.class.getResourceAsStream("presets.json")) {
            byte[] bytes = requireNonNull(file, "presets.json is missing").readAllBytes();
            Map<String, KnownUpstream> presets = new LinkedHashMap<>();
            JsonObject json = new JsonObject(Buffer.buffer(bytes));
            json.forEach(
                    entry ->
                            presets.put(
                                    entry.getKey(),
                                    KnownUpstream.of(
                                            entry.getKey(), (JsonObject) entry.getValue())));
            return presets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Collection<KnownUpstream> all() {
        return ALL.values();
    }

    static Optional<KnownUpstream> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }
}
