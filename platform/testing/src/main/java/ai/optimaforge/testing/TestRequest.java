// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonFormatException;

import io.vertx.core.buffer.Buffer;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A call as an endpoint sees it, made by a test.
///
/// ```java
/// Call call = TestRequest.by(caller).path("id", "key_1").json("{\"name\":\"CI\"}");
/// ```
public final class TestRequest implements Call {
    private final TestCall context;
    private final Map<String, String> path = new TreeMap<>();
    private final Map<String, String> query = new TreeMap<>();
    private final Map<String, String> headers = new TreeMap<>();
    private Buffer body = Buffer.buffer();

    private TestRequest(Caller caller) {
        this.context = new TestCall(caller);
    }

    /// A call of somebody, with nothing in it yet.
    public static TestRequest by(Caller caller) {
        return new TestRequest(caller);
    }

    /// Gives a parameter of the path.
    public TestRequest path(String name, String value) {
        path.put(name, value);
        return this;
    }

    /// Gives a query parameter.
    public TestRequest query(String name, String value) {
        query.put(name, value);
        return this;
    }

    /// Gives a header.
    public TestRequest header(String name, String value) {
        headers.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    /// Gives the body.
    public TestRequest json(String text) {
        body = Buffer.buffer(text);
        return this;
    }

    @Override
    public CallContext context() {
        return context;
    }

    @Override
    public String path(String name) {
        return requireNonNull(path.get(name), name);
    }

    @Override
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Buffer body() {
        return body;
    }

    @Override
    public JsonDocument json() {
        try {
            return JsonDocument.parse(body);
        } catch (JsonFormatException e) {
            throw new ForgeException(
                    CommonError.INVALID_JSON, "The body must be a JSON object: " + e.getMessage());
        }
    }
}
