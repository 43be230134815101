// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Lays a contract down as JSON, which is YAML too, under the name that it has. A platform reads
/// all contracts when it starts, and JSON takes it a tenth of the time; their authors go on
/// reading the source.
final class ContractJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ContractJson() {}

    /// Rewrites a file, unless it is JSON already.
    static void rewrite(Path file) throws IOException {
        String text = Files.readString(file);
        if (!text.startsWith("{")) {
            Files.writeString(file, of(file.getFileName().toString(), text));
        }
    }

    private static String of(String name, String yaml) throws IOException {
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        StringWriter text = new StringWriter(yaml.length());
        try (JsonGenerator out = JSON.createGenerator(text)) {
            write(new Load(settings).loadFromString(yaml), out);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator out) throws IOException {
        if (value instanceof Map<?, ?> members) {
            out.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                out.writeFieldName(String.valueOf(member.getKey()));
                write(member.getValue(), out);
            }
            out.writeEndObject();
        } else if (value instanceof List<?> elements) {
            out.writeStartArray();
            for (Object element : elements) {
                write(element, out);
            }
            out.writeEndArray();
        } else {
            out.writePOJO(value);
        }
    }
}
