// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.ErrorFormat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.time.Duration;

/// What a client is told of a failure, in the shape that never changes.
final class ErrorEnvelope implements ErrorFormat {
    static final ErrorFormat FORMAT = new ErrorEnvelope();

    private ErrorEnvelope() {}

    @Override
    public Buffer body(ForgeException failure, String requestId) {
        JsonObject error =
                new JsonObject()
                        .put("code", failure.errorCode().code())
                        .put("message", failure.message())
                        .put("type", failure.errorCode().type().wireName())
                        .put("param", failure.param().orElse(null));
        failure.retryAfter().ifPresent(delay -> error.put("retry_after", seconds(delay)));
        return new JsonObject().put("error", error).toBuffer();
    }

    /// Whole seconds, so that a client that waits as long does not come too early.
    static long seconds(Duration delay) {
        return Math.max(1, delay.plusMillis(999).toSeconds());
    }

    /// A failure as the client is told of it: one that was not meant for it becomes an internal
    /// error, which says no more than whose it is.
    static ForgeException from(Throwable failure, String plugin) {
        return failure instanceof ForgeException known
                ? known
                : new ForgeException(
                        CommonError.INTERNAL_ERROR,
                        "Something went wrong in plugin %s. The log has it under the request id."
                                .formatted(plugin),
                        failure);
    }
}
