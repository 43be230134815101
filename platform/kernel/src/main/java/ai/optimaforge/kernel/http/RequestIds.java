// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// The id of a request: the client's own where it gave a sensible one, else a new one.
final class RequestIds {
    static final CharSequence HEADER = HttpHeaders.createOptimized("x-request-id");

    private static final int LONGEST = 128;
    private static final HexFormat HEX = HexFormat.of();

    private RequestIds() {}

    static String of(HttpServerRequest request) {
        String given = request.getHeader(HEADER);
        return given != null && isSensible(given) ? given : next();
    }

    /// A new one.
    static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "req_" + HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong(), 8);
    }

    private static boolean isSensible(String id) {
        if (id.isEmpty() || id.length() > LONGEST) {
            return false;
        }
        return id.chars().allMatch(c -> c > ' ' && c < 127);
    }
}
