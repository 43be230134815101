// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.kernel.limit.RateClass;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// On what terms an operation may be called, as its contract says.
///
/// @param access who may call it
/// @param feature the feature that must be on for the caller
/// @param rateClass with what its calls are counted
/// @param idempotent whether it takes an idempotency key
/// @param webSocket whether it opens a WebSocket
record Terms(
        Access access,
        Optional<String> feature,
        RateClass rateClass,
        boolean idempotent,
        boolean webSocket) {
    /// Who may call an operation.
    sealed interface Access {
        /// Anyone, without a key.
        record Open() implements Access {}

        /// A key that carries any one of the scopes.
        ///
        /// @param openOnLoopback whether a caller on the same machine needs no key
        record Scoped(Set<String> scopes, boolean openOnLoopback) implements Access {}
    }

    /// Reads the terms of an operation.
    ///
    /// @throws IllegalArgumentException if they can't be understood
    static Terms read(String contract, String id, Map<String, Object> operation) {
        return new Terms(
                access(contract, id, operation),
                Optional.ofNullable(operation.get("x-forge-feature")).map(String::valueOf),
                rateClass(contract, id, operation.get("x-forge-rate-class")),
                Boolean.TRUE.equals(operation.get("x-forge-idempotent")),
                Boolean.TRUE.equals(operation.get("x-forge-websocket")));
    }

    private static Access access(String contract, String id, Map<String, Object> operation) {
        Set<String> scopes = scopes(operation.get("x-forge-scope"));
        boolean open = operation.get("security") instanceof List<?> list && list.isEmpty();
        if (open == !scopes.isEmpty()) {
            throw new IllegalArgumentException(
                    "the contract %s must say for %s who may call it: x-forge-scope, or security: []"
                            .formatted(contract, id));
        }
        if (open) {
            return new Access.Open();
        }
        boolean openHere = Boolean.TRUE.equals(operation.get("x-forge-open-on-loopback"));
        return new Access.Scoped(Set.copyOf(scopes), openHere);
    }

    private static Set<String> scopes(@Nullable Object value) {
        Set<String> scopes = new TreeSet<>();
        switch (value) {
            case String scope -> scopes.add(scope);
            case List<?> list -> list.forEach(scope -> scopes.add(String.valueOf(scope)));
            case null, default -> {}
        }
        return scopes;
    }

    private static RateClass rateClass(String contract, String id, @Nullable Object value) {
        if (value == null) {
            return RateClass.DEFAULT;
        }
        return RateClass.named(String.valueOf(value))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "the contract %s has for %s an unknown x-forge-rate-class: %s"
                                                .formatted(contract, id, value)));
    }
}
