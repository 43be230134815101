// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.IssuedKey;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every operation that the platform has, with a key of every scope and with none, for the key's
/// own user and for another. The calls are such that none of them does anything: bodies are empty
/// objects, and ids lead nowhere.
class AuthorisationMatrixTest {
    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.with(builder -> builder.set("identity.default-tier", "enterprise"));

    private static final List<String> SCOPES =
            List.of("chat", "read", "features", "memory", "agents", "connect", "admin");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String OWN = "matrix";
    private static final String OTHER = "somebody.else";
    private static final Map<Set<String>, IssuedKey> KEYS = new HashMap<>();

    /// An operation as a row of the matrix.
    private record Row(String method, String path, JsonObject operation) {
        boolean isOpen() {
            return operation.getJsonArray("security", JsonArray.of("x")).isEmpty()
                    || operation.getBoolean("x-forge-open-on-loopback", false);
        }

        Set<String> scopes() {
            return operation.getValue("x-forge-scope") instanceof JsonArray several
                    ? several.stream().map(String::valueOf).collect(Collectors.toSet())
                    : Set.of(operation.getString("x-forge-scope", ""));
        }

        boolean namesUser() {
            return path.contains("{userId}");
        }

        String pathOf(String user) {
            return path.replace("{userId}", user).replaceAll("\\{[^}]*}", "none");
        }

        boolean takesBody() {
            return operation.containsKey("requestBody");
        }

        /// Whether a key with these scopes may call it.
        boolean admits(Set<String> keys, boolean other) {
            return scopes().stream().anyMatch(keys::contains)
                    && (!other || !namesUser() || keys.contains("admin"));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @AfterAll
    static void closeKeys() {
        KEYS.values().forEach(IssuedKey::close);
    }

    @Test
    void should_admit_whom_the_contract_admits_and_nobody_else() {
        List<Row> rows = rows();
        assertTrue(rows.size() >= 30, () -> "few operations: " + rows);
        List<String> wrong = new ArrayList<>();
        for (Row row : rows) {
            for (boolean other : row.namesUser() ? new boolean[] {false, true} : new boolean[1]) {
                for (Set<String> scopes : scopes(row)) {
                    check(row, scopes, other, wrong);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /// Each scope alone, and where a user is named, together with that of operators.
    private static List<Set<String>> scopes(Row row) {
        List<Set<String>> scopes = new ArrayList<>();
        scopes.add(Set.of());
        SCOPES.forEach(scope -> scopes.add(Set.of(scope)));
        if (row.namesUser()) {
            SCOPES.forEach(
                    scope -> scopes.add(Stream.of(scope, "admin").collect(Collectors.toSet())));
        }
        return scopes;
    }

    private static void check(Row row, Set<String> scopes, boolean other, List<String> wrong) {
        String path = row.pathOf(other ? OTHER : OWN);
        ApiResponse answer =
                scopes.isEmpty()
                        ? GATEWAY.client().sendWithoutKey(path, request -> shape(row, request))
                        : client(scopes).send(path, request -> shape(row, request));
        String expected = expected(row, scopes, other);
        String given = given(answer);
        if (!given.equals(expected)) {
            wrong.add(
                    "%s for %s user with %s: %s, not %s: %s"
                            .formatted(
                                    row,
                                    other ? "another" : "its own",
                                    scopes,
                                    given,
                                    expected,
                                    answer.text()));
        }
    }

    private static HttpRequest.Builder shape(Row row, HttpRequest.Builder request) {
        return request.method(
                row.method(),
                row.takesBody() ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
    }

    private static String expected(Row row, Set<String> scopes, boolean other) {
        if (row.isOpen()) {
            return "admitted";
        }
        if (scopes.isEmpty()) {
            return "unauthorized";
        }
        return row.admits(scopes, other) ? "admitted" : "forbidden";
    }

    private static String given(ApiResponse answer) {
        return switch (answer.status()) {
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 429 -> "limited";
            default -> answer.status() < 500 ? "admitted" : "failed";
        };
    }

    private static ApiClient client(Set<String> scopes) {
        return KEYS.computeIfAbsent(
                        scopes, some -> IssuedKey.of(GATEWAY, OWN, some.toArray(String[]::new)))
                .client();
    }

    private static List<Row> rows() {
        JsonObject paths = GATEWAY.client().get("/openapi.json").json().getJsonObject("paths");
        List<Row> rows = new ArrayList<>();
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            for (String method : item.fieldNames()) {
                if (METHODS.contains(method)) {
                    rows.add(
                            new Row(
                                    method.toUpperCase(Locale.ROOT),
                                    path,
                                    item.getJsonObject(method)));
                }
            }
        }
        return rows;
    }
}
