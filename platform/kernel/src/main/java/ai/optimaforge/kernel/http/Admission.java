// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.kernel.identity.Identity;
import ai.optimaforge.kernel.identity.KeyRing;
import ai.optimaforge.kernel.limit.Decision;
import ai.optimaforge.kernel.limit.Limiter;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import java.util.Optional;
import java.util.Set;

/// Who is let in: the key in a request, what its caller may do, and how much is left of it.
final class Admission {
    private static final Future<Void> OPEN = Future.succeededFuture();
    private static final String BEARER = "Bearer ";
    private static final String USER_PARAMETER = "userId";

    /// As OpenAI says for English text; other bytes of JSON make up for other languages.
    static final long BYTES_PER_TOKEN = 4;

    private final KeyRing keys;
    private final Limiter limiter;

    Admission(KeyRing keys, Limiter limiter) {
        this.keys = keys;
        this.limiter = limiter;
    }

    /// Lets a call in, or fails with what stands against it. Complete at once if the caller is
    /// known and nobody has to be asked.
    Future<Void> admit(Exchange exchange, Operation operation) {
        if (!(operation.terms().access() instanceof Terms.Access.Scoped scoped)
                || (scoped.openOnLoopback() && isLocal(exchange.request()))) {
            return OPEN;
        }
        Future<Optional<Identity>> found = keys.find(key(exchange.request(), operation));
        if (found.succeeded()) {
            return enter(exchange, operation, scoped.scopes(), found.result());
        }
        // the body must not pass by while nobody listens
        exchange.request().pause();
        return found.compose(who -> enter(exchange, operation, scoped.scopes(), who));
    }

    private Future<Void> enter(
            Exchange exchange, Operation operation, Set<String> scopes, Optional<Identity> found) {
        Identity identity = found.orElseThrow(() -> refused("The API key is not valid."));
        exchange.calledBy(identity);
        Caller caller = identity.caller();
        requireEnabled(identity);
        if (!hasOneOf(caller, scopes)) {
            throw new ForgeException(
                    CommonError.INSUFFICIENT_SCOPE,
                    "The API key lacks the scope " + String.join(" or ", scopes) + ".");
        }
        if (exchange.hasPathParameter(USER_PARAMETER)) {
            caller.userMeant(Optional.of(exchange.path(USER_PARAMETER)), USER_PARAMETER);
        }
        operation.terms().feature().ifPresent(feature -> requireFeature(caller, feature));
        return count(exchange, operation, identity);
    }

    // a loop: a stream would cost more than all that it looks at
    private static boolean hasOneOf(Caller caller, Set<String> scopes) {
        for (String scope : scopes) {
            if (caller.has(scope)) {
                return true;
            }
        }
        return false;
    }

    static void requireEnabled(Identity identity) {
        if (identity.disabled()) {
            throw new ForgeException(
                    CommonError.USER_DISABLED,
                    "User " + identity.caller().userId() + " is disabled.");
        }
    }

    private static void requireFeature(Caller caller, String feature) {
        if (!caller.hasFeature(feature)) {
            throw new ForgeException(
                    CommonError.FEATURE_DISABLED,
                    "The feature %s is off for user %s.".formatted(feature, caller.userId()));
        }
    }

    private Future<Void> count(Exchange exchange, Operation operation, Identity identity) {
        if (operation.terms().webSocket()) {
            return OPEN;
        }
        long tokens = operation.takesBody() ? exchange.expectedTokens() : 0;
        Future<Decision> decision = limiter.admit(identity, operation.terms().rateClass(), tokens);
        if (decision.succeeded()) {
            exchange.decided(decision.result());
            return OPEN;
        }
        exchange.request().pause();
        return decision.map(
                decided -> {
                    exchange.decided(decided);
                    return null;
                });
    }

    /// The key, from `Authorization: Bearer …` or `x-api-key`; of a WebSocket also from what it
    /// offers as subprotocols.
    private static String key(HttpServerRequest request, Operation operation) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            String key = request.getHeader("x-api-key");
            if (key == null && operation.terms().webSocket()) {
                key = Upgrades.key(request).orElse(null);
            }
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
    private static boolean isLocal(HttpServerRequest request) {
        String address = request.remoteAddress().hostAddress();
        return address != null && (address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1"));
    }

    private static ForgeException refused(String message) {
        return new ForgeException(CommonError.INVALID_API_KEY, message);
    }
}
