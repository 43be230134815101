// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Waiting;
import ai.optimaforge.testing.client.ApiResponse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpRequest;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How the platform says that it does, and what calls took.
class StatusTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static final String CHAT = "{\"model\":\"fake\",\"messages\":[{}]}";

    @Test
    void should_tell_its_health_to_anyone() {
        ApiResponse answer =
                GATEWAY.client().sendWithoutKey("/v1/admin/health", HttpRequest.Builder::GET);
        assertEquals(200, answer.status(), answer::toString);
        assertEquals("ok", answer.json().getString("status"), answer::toString);
        assertTrue(answer.json().getLong("timestamp") > 1_700_000_000L);
    }

    @Test
    void should_tell_its_status_in_the_fixed_shape() {
        GATEWAY.client().post(Gateway.CHAT, CHAT);
        JsonObject status =
                Waiting.until(
                        Gateway.SOON,
                        () -> GATEWAY.client().get("/v1/admin/status").json(),
                        told -> told.getLong("requests_today") >= 1);
        assertEquals("healthy", status.getString("status"), status::encode);
        assertTrue(status.getLong("uptime_seconds") >= 0);
        JsonObject provider = status.getJsonObject("providers").getJsonObject("up");
        assertEquals("up", provider.getString("status"), status::encode);
        JsonArray members = status.getJsonObject("cluster").getJsonArray("members");
        assertEquals(1, members.size());
        assertEquals("local", members.getJsonObject(0).getString("address"));
        assertTrue(status.getLong("connections") >= 1, status::encode);
    }

    @Test
    void should_tell_the_digest_of_its_plugins() throws Exception {
        JsonObject status = GATEWAY.client().get("/v1/admin/status").json();
        JsonArray plugins = status.getJsonArray("plugins");
        String lines =
                IntStream.range(0, plugins.size())
                        .mapToObj(plugins::getJsonObject)
                        .map(plugin -> plugin.getString("id") + "@" + plugin.getString("version"))
                        .sorted()
                        .collect(Collectors.joining("\n"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(UTF_8));
        assertEquals(
                HexFormat.of().formatHex(digest).substring(0, 12),
                status.getJsonObject("cluster")
                        .getJsonArray("members")
                        .getJsonObject(0)
                        .getString("plugin_set"));
    }

    @Test
    void should_list_the_plugins_that_run() {
        JsonArray plugins =
                GATEWAY.client().get("/v1/admin/plugins?limit=100").json().getJsonArray("data");
        List<String> started =
                IntStream.range(0, plugins.size())
                        .mapToObj(plugins::getJsonObject)
                        .filter(plugin -> "started".equals(plugin.getString("state")))
                        .map(plugin -> plugin.getString("id"))
                        .toList();
        assertTrue(started.containsAll(List.of("admin", "chat", "features")), started::toString);
    }

    @Test
    void should_count_what_calls_took() {
        GATEWAY.client().post(Gateway.CHAT, CHAT);
        JsonObject row =
                Waiting.until(
                                Gateway.SOON,
                                () -> usage("?group_by=provider,model"),
                                usage -> !usage.getJsonArray("data").isEmpty())
                        .getJsonArray("data")
                        .getJsonObject(0);
        assertEquals("up", row.getJsonObject("group").getString("provider"));
        assertTrue(row.getLong("requests") >= 1, row::encode);
        ApiResponse table =
                GATEWAY.client()
                        .send(
                                "/v1/admin/usage?group_by=provider",
                                request -> request.header("accept", "text/csv").GET());
        assertEquals("text/csv; charset=utf-8", table.header("content-type"));
        List<String> lines = table.text().lines().toList();
        assertTrue(lines.getFirst().startsWith("provider,requests,errors,"), table::text);
        assertTrue(lines.get(1).startsWith("up,"), table::text);
    }

    private static JsonObject usage(String query) {
        return GATEWAY.client().get("/v1/admin/usage" + query).json();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/admin/usage?from=yesterday, from",
        "/v1/admin/usage?group_by=colour, group_by",
        "/v1/admin/usage?limit=0, limit",
        "/v1/admin/usage?after=x, after",
        "/v1/admin/audit?order=up, order",
        "/v1/admin/audit?limit=101, limit",
        "/v1/admin/keys?limit=ten, limit",
        "/v1/admin/users?after=a&before=b, before",
        "/v1/admin/plugins?after=none, after",
        "/v1/admin/providers?before=none, before",
        "/v1/features?limit=-1, limit"
    })
    void should_name_the_parameter_when_it_is_malformed(String path, String param) {
        ApiResponse answer = GATEWAY.client().get(path);
        assertEquals(400, answer.status(), answer::toString);
        assertEquals("invalid_parameter", answer.error().getString("code"));
        assertEquals(param, answer.error().getString("param"));
    }
}
