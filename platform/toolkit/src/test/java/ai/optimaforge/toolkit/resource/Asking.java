// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit.resource;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;

import java.util.Map;
import java.util.Optional;

/// A call of which only the query parameters are asked.
record Asking(Map<String, String> parameters) implements Call {
    @Override
    public Optional<String> query(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    @Override
    public CallContext context() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String path(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> header(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Buffer body() {
        throw new UnsupportedOperationException();
    }

    @Override
    public JsonDocument json() {
        throw new UnsupportedOperationException();
    }
}
