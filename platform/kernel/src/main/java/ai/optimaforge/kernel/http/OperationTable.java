// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.kernel.plugin.PluginLoad;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.endpoint.ErrorFormat;
import ai.optimaforge.spi.endpoint.Operations;

import io.vertx.core.Future;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Collects a group's handlers and holds them against its contract.
final class OperationTable implements Operations {
    private final Map<String, Function<Call, Future<Answer>>> handlers = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    @Override
    public Operations on(String operationId, Function<Call, Future<Answer>> handler) {
        requireNonNull(handler, "handler is null");
        if (handlers.putIfAbsent(operationId, handler) != null) {
            problems.add("operation " + operationId + " has two handlers: bind one");
        }
        return this;
    }

    /// @throws IllegalArgumentException if contract and handlers do not agree, saying where
    List<Operation> match(PluginLoad load, Contract contract, ErrorFormat errors) {
        List<Operation> operations = new ArrayList<>();
        for (Contract.Described described : contract.operations()) {
            Function<Call, Future<Answer>> handler = handlers.remove(described.id());
            if (handler == null) {
                problems.add(
                        "operation "
                                + described.id()
                                + " has no handler: bind one, or take it out of the contract");
            } else {
                operations.add(
                        new Operation(
                                described.id(),
                                load,
                                described.method(),
                                described.path(),
                                described.terms(),
                                described.takesBody(),
                                errors,
                                handler));
            }
        }
        handlers.keySet()
                .forEach(
                        id ->
                                problems.add(
                                        "handler "
                                                + id
                                                + " has no operation in the contract: describe it"
                                                + " there, or bind it not"));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "the contract " + contract.name() + ": " + String.join("; ", problems));
        }
        return operations;
    }
}
