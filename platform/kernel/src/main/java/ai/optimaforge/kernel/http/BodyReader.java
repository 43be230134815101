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

/// Reads a JSON body up to a limit. A body of another type, or whose length is announced beyond
/// the limit, is refused before it is read.
final class BodyReader {
    private static final int LARGEST_FIRST_BUFFER = 1 << 20;

    private final HttpServerRequest request;
    private final DataSize limit;
    private final Promise<Buffer> whole = Promise.promise();
    private Buffer body = Buffer.buffer();

    private BodyReader(HttpServerRequest request, DataSize limit) {
        this.request = request;
        this.limit = limit;
    }

    static Future<Buffer> read(HttpServerRequest request, DataSize limit) {
        return new BodyReader(request, limit).read();
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
            whole.tryFail(tooLarge());
            body = Buffer.buffer();
            request.handler(rest -> {});
        } else {
            body.appendBuffer(read);
        }
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
