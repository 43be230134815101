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
import java.util.Arrays;

/// Reads a JSON body up to a limit. A body of another type, or whose length is announced beyond
/// the limit, is refused before it is read.
final class BodyReader {
    private static final byte[] NOTHING = {};
    private static final int LARGEST_FIRST_ARRAY = 1 << 20;

    /// A body stays in memory as it came and is written anew for the upstream.
    private static final int COPIES = 2;

    private static final Duration CROWDED_FOR = Duration.ofSeconds(1);

    private final Exchange exchange;
    private final HttpServerRequest request;
    private final DataSize limit;
    private final Gate gate;
    private final Promise<byte[]> whole = Promise.promise();
    private byte[] bytes = NOTHING;
    private int length;
    private int expected;

    private BodyReader(Exchange exchange, DataSize limit, Gate gate) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.limit = limit;
        this.gate = gate;
    }

    /// Reads the body of an exchange into an array of its own, which nobody writes to afterwards.
    /// The memory that it takes, the exchange gives back when it is over.
    static Future<byte[]> read(Exchange exchange, DataSize limit, Gate gate) {
        return new BodyReader(exchange, limit, gate).read();
    }

    private Future<byte[]> read() {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && !isJson(type)) {
            return Future.failedFuture(
                    new ForgeException(
                            CommonError.UNSUPPORTED_MEDIA_TYPE,
                            "The body must be application/json, not " + type + "."));
        }
        long announced = exchange.announcedLength();
        if (announced > limit.bytes()) {
            return Future.failedFuture(tooLarge());
        }
        if (announced > 0) {
            bytes = new byte[(int) Math.min(announced, LARGEST_FIRST_ARRAY)];
        }
        expected = announced > 0 ? (int) announced : (int) limit.bytes();
        request.handler(this::append);
        request.endHandler(end -> whole.tryComplete(trimmed()));
        return whole.future();
    }

    private void append(Buffer read) {
        long memory = (long) COPIES * read.length();
        if ((long) length + read.length() > limit.bytes()) {
            refuse(tooLarge());
        } else if (!gate.take(memory)) {
            refuse(crowded());
        } else {
            exchange.holds(memory);
            keep(read);
        }
    }

    private void keep(Buffer read) {
        try {
            int needed = length + read.length();
            if (needed > bytes.length) {
                int doubled = Math.min(2 * bytes.length, expected);
                bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
            }
            read.getBytes(bytes, length);
            length = needed;
        } catch (OutOfMemoryError e) {
            // a body with a hole in it must not go on
            refuse(crowded());
        }
    }

    private byte[] trimmed() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void refuse(ForgeException failure) {
        bytes = NOTHING;
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

    private ForgeException tooLarge() {
        return new ForgeException(
                CommonError.BODY_TOO_LARGE, "The body is larger than the limit of " + limit + ".");
    }
}
