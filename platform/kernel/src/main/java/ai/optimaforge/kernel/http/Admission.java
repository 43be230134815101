// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import java.util.Optional;
import java.util.Set;

/// Who is let in: the key in a request, and what its caller may do.
final class Admission {
    private static final String BEARER = "Bearer ";

    private Admission() {}

    /// The key, from `Authorization: Bearer …` or `x-api-key`.
    static String key(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            String key = request.getHeader("x-api-key");
            if (key == null || key.isBlank()) {
                throw refused("No API key was given: send it as 'Authorization: Bearer <key>'.");
            }
            return key.strip();
        }
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw refused("The Authorization header must read 'Bearer <key>'.");
        }
        return authorization.substring(BEARER.length()).strip();
    }

    /// Whether the request comes from this machine.
    static boolean isLocal(HttpServerRequest request) {
        String address = request.remoteAddress().hostAddress();
        return address != null && (address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1"));
    }

    static Caller admit(Optional<Caller> found, Set<String> scopes) {
        Caller caller = found.orElseThrow(() -> refused("The API key is not valid."));
        if (scopes.stream().noneMatch(caller::has)) {
            throw new ForgeException(
                    CommonError.INSUFFICIENT_SCOPE,
                    "The API key lacks the scope " + String.join(" or ", scopes) + ".");
        }
        return caller;
    }

    private static ForgeException refused(String message) {
        return new ForgeException(CommonError.INVALID_API_KEY, message);
    }
}
