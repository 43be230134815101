// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.config.DataSize;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import java.time.Duration;

/// Reads a JSON body up to a limit. A body of another type, or whose length is announced beyond
/// the limit, is refused before it is read.
final class BodyReader {
    private static final int LARGEST_FIRST_BUFFER = 1 << 20;

    private static final Duration CROWDED_FOR = Duration.ofSeconds(1);

    private final Exchange exchange;
    private final HttpServerRequest request;
    private final DataSize limit;
    private final Gate gate;
    private final Promise<Buffer> whole = Promise.promise();
    private Buffer body = Buffer.buffer();

    private BodyReader(Exchange exchange, DataSize limit, Gate gate) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.limit = limit;
        this.gate = gate;
    }

    /// Reads the body of an exchange. The memory that it takes, the exchange gives back when it
    /// is over.
    static Future<Buffer> read(Exchange exchange, DataSize limit, Gate gate) {
        return new BodyReader(exchange, limit, gate).read();
    }

    private Future<Buffer> read() {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && !isJson(type)) {
            return Future.failedFuture(
                    new ForgeException(
                            CommonError.UNSUPPORTED_MEDIA_TYPE,
                            "The body must be application/json, not " + type + "."));
        }
        long announced = announcedLength();
        if (announced > limit.bytes()) {
            return Future.failedFuture(tooLarge());
        }
        if (announced > 0) {
            body = Buffer.buffer((int) Math.min(announced, LARGEST_FIRST_BUFFER));
        }
        request.handler(this::append);
        request.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }

    private void append(Buffer read) {
        if (body.length() + (long) read.length() > limit.bytes()) {
            refuse(tooLarge());
        } else if (!gate.take(read.length())) {
            refuse(crowded());
        } else {
            exchange.holds(read.length());
            body.appendBuffer(read);
        }
    }

    private void refuse(ForgeException failure) {
        body = Buffer.buffer();
        request.handler(rest -> {});
        whole.tryFail(failure);
    }

    private static ForgeException crowded() {
        return new ForgeException(
                        CommonError.OVERLOADED,
                        "The bodies of the calls in flight take as much memory as they may.")
                .withRetryAfter(CROWDED_FOR);
    }

    private static boolean isJson(String type) {
        int end = type.indexOf(';');
        String essence = (end < 0 ? type : type.substring(0, end)).strip();
        return essence.equalsIgnoreCase("application/json") || essence.endsWith("+json");
    }

    private long announcedLength() {
        String header = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private ForgeException tooLarge() {
        return new ForgeException(
                CommonError.BODY_TOO_LARGE, "The body is larger than the limit of " + limit + ".");
    }
}
