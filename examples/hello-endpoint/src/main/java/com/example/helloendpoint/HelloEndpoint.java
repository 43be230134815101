// SPDX-License-Identifier: Apache-2.0
package com.example.helloendpoint;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ErrorCode;
import ai.optimaforge.spi.ErrorType;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.Meters;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.endpoint.Operations;
import ai.optimaforge.spi.endpoint.WebSocketSession;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/// The plugin: what `hello-endpoint.yaml` describes.
public final class HelloEndpoint implements EndpointGroup {
    private static final int MAX_NAME = 40;
    private static final int MAX_TIMES = 1000;

    private final Meters.Counter greeted;

    /// Called by the kernel, once at each start of the plugin.
    public HelloEndpoint(PluginContext context) {
        greeted = context.meters().counter("hello_endpoint_greeted", "Greetings that went out");
    }

    // region bind
    @Override
    public String contract() {
        return "hello-endpoint.yaml";
    }

    @Override
    public void bind(Operations operations) {
        operations
                .on("helloEndpoint", this::greet)
                .on("helloEndpointStream", this::stream)
                .on("helloEndpointSocket", this::socket);
    }

    // endregion

    // region unary
    private Future<Answer> greet(Call call) {
        String greeting = greeting(call.query("name").orElse("World"));
        return Future.succeededFuture(Answer.json(new JsonObject().put("greeting", greeting)));
    }

    // endregion

    // region errors
    /// What can go wrong here, by the codes that clients read.
    public enum Problem implements ErrorCode {
        /// A name is too long to be greeted.
        NAME_TOO_LONG;

        @Override
        public String code() {
            return "hello_endpoint_name_too_long";
        }

        @Override
        public ErrorType type() {
            return ErrorType.VALIDATION_ERROR;
        }
    }

    private String greeting(String name) {
        if (name.length() > MAX_NAME) {
            throw new ForgeException(
                            Problem.NAME_TOO_LONG,
                            "name has %d characters, of %d at most"
                                    .formatted(name.length(), MAX_NAME))
                    .withParam("name");
        }
        greeted.increment();
        return "Hello, %s!".formatted(name);
    }

    // endregion

    // region stream
    private Future<Answer> stream(Call call) {
        long times = call.json().integer("times").orElse(3L);
        if (times < 1 || times > MAX_TIMES) {
            throw new ForgeException(
                            CommonError.INVALID_VALUE,
                            "times is %d, and must be from 1 to %d".formatted(times, MAX_TIMES))
                    .withParam("times");
        }
        return Future.succeededFuture(Answer.events(new Greetings(times).events));
    }

    /// Pushes while the client reads, and rests while it does not.
    private final class Greetings implements PushStream.Producer {
        private final PushStream<Buffer> events = new PushStream<>(this);
        private final long times;
        private long sent;
        private boolean wanted;

        Greetings(long times) {
            this.times = times;
        }

        @Override
        public void resume() {
            wanted = true;
            while (wanted && sent < times) {
                sent++;
                events.push(Buffer.buffer("data: %s\n\n".formatted(greeting("number " + sent))));
            }
            if (sent == times) {
                events.end();
            }
        }

        @Override
        public void pause() {
            wanted = false;
        }

        @Override
        public void cancel() {
            wanted = false;
        }
    }

    // endregion

    // region socket
    private Future<Answer> socket(Call call) {
        return Future.succeededFuture(Answer.webSocket(this::opened));
    }

    private void opened(WebSocketSession session) {
        session.onText(
                name -> {
                    try {
                        session.send(greeting(name));
                    } catch (ForgeException refused) {
                        session.close(1008, refused.message());
                        return;
                    }
                    if (session.isFull()) {
                        session.pause();
                        session.onDrain(session::resume);
                    }
                });
    }
    // endregion
}
