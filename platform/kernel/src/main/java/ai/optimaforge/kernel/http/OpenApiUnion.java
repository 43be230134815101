// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The contracts of all that is loaded as one document, with the components that they share.
final class OpenApiUnion {
    private static final String SHARED = "components.yaml";

    private OpenApiUnion() {}

    static Buffer of(Collection<Contract> contracts) {
        Map<String, Object> union = new LinkedHashMap<>();
        Map<String, Object> components = new LinkedHashMap<>();
        Map<String, Object> paths = new LinkedHashMap<>();
        contracts.stream().findFirst().ifPresent(first -> copyHead(first, union));
        mergeComponents(shared(), components);
        for (Contract contract : contracts) {
            paths.putAll(Contract.object(contract.document().get("paths")));
            mergeComponents(contract, components);
        }
        List<Object> tags = new ArrayList<>();
        contracts.forEach(contract -> tags.addAll(contract.tags()));
        union.put("tags", tags);
        union.put("paths", paths);
        union.put("components", components);
        return new JsonObject(Contract.object(withLocalReferences(union))).toBuffer();
    }

    private static void copyHead(Contract contract, Map<String, Object> union) {
        for (String key : List.of("openapi", "info", "security")) {
            Object value = contract.document().get(key);
            if (value != null) {
                union.put(key, value);
            }
        }
    }

    private static void mergeComponents(Contract contract, Map<String, Object> components) {
        Contract.object(contract.document().get("components"))
                .forEach(
                        (kind, named) -> {
                            Map<String, Object> merged = Contract.object(components.get(kind));
                            merged.putAll(Contract.object(named));
                            components.put(kind, merged);
                        });
    }

    /// What a contract takes from the shared file stands in the same document here.
    private static @Nullable Object withLocalReferences(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach(
                        (key, item) -> copy.put(String.valueOf(key), withLocalReferences(item)));
                yield copy;
            }
            case List<?> list -> list.stream().map(OpenApiUnion::withLocalReferences).toList();
            case String text when text.startsWith(SHARED + "#") -> text.substring(SHARED.length());
            case null, default -> value;
        };
    }

    private static Contract shared() {
        try (InputStream stream = OpenApiUnion.class.getClassLoader().getResourceAsStream(SHARED)) {
            if (stream == null) {
                throw new IllegalStateException(SHARED + " is missing in the kernel's jar");
            }
            return Contract.parse(SHARED, new String(stream.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
