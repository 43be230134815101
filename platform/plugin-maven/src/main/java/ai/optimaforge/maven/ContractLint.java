// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What is wrong with the contracts of a plugin: all that can be known before its handlers are.
final class ContractLint {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options");
    private static final Set<String> RATE_CLASSES = Set.of("memory", "admin");
    private static final Set<String> ON_OPERATION =
            Set.of(
                    "x-forge-scope",
                    "x-forge-feature",
                    "x-forge-rate-class",
                    "x-forge-idempotent",
                    "x-forge-open-on-loopback",
                    "x-forge-websocket");

    /// The line that makes a file a contract, be it YAML or JSON in one line.
    private static final String OPENING = "(\\{.*)?[\"']?(openapi|swagger)[\"']?\\s*:.*";

    /// What all contracts share; the platform brings it.
    private static final String SHARED = "components.yaml#/";

    private final Map<String, Object> shared;

    /// The operations seen so far, and where.
    private final Map<String, String> operations = new LinkedHashMap<>();

    private final Map<String, String> paths = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /// @param components the YAML of what all contracts share
    ContractLint(String components) {
        shared = parse("components.yaml", components);
    }

    private static Map<String, Object> parse(String name, String yaml) {
        return object(new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(yaml));
    }

    /// Whether a YAML file is meant as a contract.
    static boolean isContract(String yaml) {
        return yaml.lines().anyMatch(line -> line.matches(OPENING));
    }

    /// Looks at a contract.
    ///
    /// @param name the name of its file, for the messages
    ContractLint look(String name, String yaml) {
        Map<String, Object> document;
        try {
            document = parse(name, yaml);
        } catch (YamlEngineException e) {
            problems.add(
                    name
                            + " is no YAML: "
                            + String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " "));
            return this;
        }
        new Document(name, document).check();
        return this;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    private static Map<String, Object> object(@Nullable Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> object.put(String.valueOf(key), item));
        }
        return object;
    }

    private final class Document {
        private final String name;
        private final Map<String, Object> root;

        Document(String name, Map<String, Object> root) {
            this.name = name;
            this.root = root;
        }

        void check() {
            Object version = root.get("openapi");
            if (!String.valueOf(version).matches("3\\.1(\\.\\d+)?")) {
                wrong("openapi is %s: write 3.1.0".formatted(version == null ? "absent" : version));
                return;
            }
            keys("", root, Set.of("x-forge-features"));
            Map<String, Object> items = object(root.get("paths"));
            if (items.isEmpty()) {
                wrong("paths is empty: a contract has at least one operation");
            }
            items.forEach(this::checkPath);
            references(root, "#");
        }

        private void checkPath(String path, @Nullable Object item) {
            if (!path.startsWith("/")) {
                wrong("the path %s must begin with /".formatted(path));
            }
            object(item)
                    .forEach(
                            (method, operation) -> {
                                if (METHODS.contains(method)) {
                                    String place = method.toUpperCase(Locale.ROOT) + " " + path;
                                    checkOperation(place, object(operation));
                                } else if (method.startsWith("x-forge-")) {
                                    wrong("%s: %s is unknown here".formatted(path, method));
                                }
                            });
        }

        private void checkOperation(String place, Map<String, Object> operation) {
            unique(paths, place.replaceAll("\\{[^}]*}", "{}"), place, "the path " + place);
            if (operation.get("operationId") instanceof String id) {
                unique(operations, id, id, "the operationId " + id);
            } else {
                wrong(place + " has no operationId");
            }
            checkTerms(place, operation);
            keys(place + ": ", operation, ON_OPERATION);
            if (operation.get("parameters") instanceof List<?> parameters) {
                parameters.forEach(
                        parameter ->
                                keys(
                                        place + ": a parameter: ",
                                        object(parameter),
                                        Set.of("x-forge-greedy")));
            }
        }

        private void checkTerms(String place, Map<String, Object> operation) {
            Object scope = operation.get("x-forge-scope");
            boolean scoped =
                    scope instanceof String
                            || (scope instanceof List<?> scopes && !scopes.isEmpty());
            boolean open =
                    operation.get("security") instanceof List<?> security && security.isEmpty();
            if (scoped == open) {
                wrong(
                        "%s must say who may call it: either x-forge-scope, or security: []"
                                .formatted(place));
            }
            Object rateClass = operation.get("x-forge-rate-class");
            if (rateClass != null && !RATE_CLASSES.contains(String.valueOf(rateClass))) {
                wrong(
                        "%s: x-forge-rate-class is %s: it is one of %s"
                                .formatted(
                                        place, rateClass, RATE_CLASSES.stream().sorted().toList()));
            }
        }

        private void keys(String place, Map<String, Object> at, Set<String> known) {
            at.keySet().stream()
                    .filter(key -> key.startsWith("x-forge-") && !known.contains(key))
                    .forEach(
                            key ->
                                    wrong(
                                            "%s%s is unknown: known here are %s"
                                                    .formatted(
                                                            place,
                                                            key,
                                                            known.stream().sorted().toList())));
        }

        private void references(@Nullable Object value, String place) {
            if (value instanceof Map<?, ?> map) {
                map.forEach(
                        (key, item) -> {
                            if ("$ref".equals(key) && item instanceof String target) {
                                reference(target, place);
                            } else {
                                references(item, place + "/" + key);
                            }
                        });
            } else if (value instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    references(list.get(i), place + "/" + i);
                }
            }
        }

        private void reference(String target, String place) {
            boolean isShared = target.startsWith(SHARED);
            if (!isShared && !target.startsWith("#/")) {
                wrong("%s: $ref %s leads out of the file".formatted(place, target));
                return;
            }
            Object at = isShared ? shared : root;
            for (String step : target.substring(target.indexOf('#') + 2).split("/", -1)) {
                String key = step.replace("~1", "/").replace("~0", "~");
                at =
                        at instanceof List<?> list && key.matches("\\d{1,9}")
                                ? item(list, Integer.parseInt(key))
                                : object(at).get(key);
            }
            if (at == null) {
                wrong("%s: $ref %s leads to nothing".formatted(place, target));
            }
        }

        private static @Nullable Object item(List<?> list, int index) {
            return index < list.size() ? list.get(index) : null;
        }

        private void unique(Map<String, String> seen, String key, String shown, String what) {
            String other = seen.putIfAbsent(key, name + " (" + shown + ")");
            if (other != null) {
                wrong("%s is there twice: already in %s".formatted(what, other));
            }
        }

        private void wrong(String problem) {
            problems.add(name + ": " + problem);
        }
    }
}
