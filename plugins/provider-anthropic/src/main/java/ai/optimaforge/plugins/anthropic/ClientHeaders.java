// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.model.NativeRequest;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a client's own headers add to those of every request. What the operator sets wins, and
/// betas add up. Nothing but these two names is sent, whatever a request has: a key of the client
/// can't take the place of the operator's.
final class ClientHeaders {
    private static final String VERSION = "anthropic-version";
    private static final String BETA = "anthropic-beta";
    private static final List<String> SENT = List.of(VERSION, BETA);

    private final Map<String, Secret> operators = new HashMap<>();

    /// @param operators the headers that the operator sets
    ClientHeaders(Map<String, Secret> operators) {
        operators.forEach(
                (name, value) -> this.operators.put(name.toLowerCase(Locale.ROOT), value));
    }

    /// The headers to send with a request beside those of every request.
    Map<String, String> of(NativeRequest request) {
        if (request.headers().isEmpty()) {
            return Map.of();
        }
        Map<String, String> headers = new HashMap<>();
        for (String name : SENT) {
            Optional.ofNullable(request.headers().get(name))
                    .flatMap(value -> beside(name, value))
                    .ifPresent(value -> headers.put(name, value));
        }
        return headers;
    }

    private Optional<String> beside(String name, String value) {
        Secret operators = this.operators.get(name);
        if (operators == null) {
            return Optional.of(value);
        }
        return BETA.equals(name) ? Optional.of(operators.reveal() + "," + value) : Optional.empty();
    }
}
