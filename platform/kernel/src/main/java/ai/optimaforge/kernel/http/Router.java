// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import io.vertx.core.http.HttpMethod;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Every operation of the platform, found by path and method. A router is built whole and never
/// changes; another one takes its place at once.
final class Router {
    private final Map<String, List<Operation>> literals = new HashMap<>();
    private final List<Operation> templates = new ArrayList<>();

    Router(Collection<Operation> operations) {
        for (Operation operation : operations) {
            if (operation.path().isLiteral()) {
                literals.computeIfAbsent(operation.path().toString(), key -> new ArrayList<>())
                        .add(operation);
            } else {
                templates.add(operation);
            }
        }
    }

    /// What a path and a method lead to.
    sealed interface Match {
        /// An operation and the parameters in its path.
        record Found(Operation operation, Map<String, String> parameters) implements Match {}

        /// The path is there, with other methods.
        record OtherMethods(List<String> allowed) implements Match {}

        /// No operation has the path.
        record Nothing() implements Match {}
    }

    Match match(HttpMethod method, String path) {
        for (Operation operation : literals.getOrDefault(path, List.of())) {
            if (operation.method().equals(method)) {
                return new Match.Found(operation, Map.of());
            }
        }
        for (Operation operation : templates) {
            if (operation.method().equals(method)) {
                Optional<Map<String, String>> parameters = operation.path().match(path);
                if (parameters.isPresent()) {
                    return new Match.Found(operation, parameters.get());
                }
            }
        }
        List<String> allowed = allowed(path);
        return allowed.isEmpty() ? new Match.Nothing() : new Match.OtherMethods(allowed);
    }

    private List<String> allowed(String path) {
        return Stream.concat(
                        literals.getOrDefault(path, List.of()).stream(),
                        templates.stream().filter(o -> o.path().match(path).isPresent()))
                .map(operation -> operation.method().name())
                .distinct()
                .sorted()
                .toList();
    }
}
