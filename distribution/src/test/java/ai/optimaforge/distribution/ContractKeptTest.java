// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.IssuedKey;
import ai.optimaforge.testing.client.ApiResponse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the operations for operators, features, messages and what lasts of responses answer, to
/// good calls and to bad ones, is what the platform's own contract says: a status that it names,
/// and a body of its schema.
class ContractKeptTest {
    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.with(builder -> builder.set("identity.default-tier", "pro"));

    private static final String DOCUMENT = "https://localhost/openapi.json";

    private static JsonObject contract = new JsonObject();
    private static String key = "";
    private static String response = "";
    private static String gone = "";
    private static String conversation = "";

    @BeforeAll
    static void prepare() {
        contract = GATEWAY.client().get("/openapi.json").json();
        try (IssuedKey made = IssuedKey.of(GATEWAY, "kept", "chat")) {
            key = made.id();
        }
        GATEWAY.client().post(Gateway.CHAT, "{\"model\":\"fake\",\"messages\":[{}]}");
        response = made("/v1/responses", "{'model':'fake','input':'hi'}");
        gone = made("/v1/responses", "{'model':'fake','input':'hi'}");
        conversation =
                made(
                        "/v1/conversations",
                        "{'items':[{'id':'msg_kept','role':'user','content':'hi'}]}");
    }

    private static String made(String path, String body) {
        return GATEWAY.client().post(path, body.replace('\'', '"')).json().getString("id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "GET | /v1/admin/health | | 200",
                "GET | /v1/admin/status | | 200",
                "GET | /v1/admin/plugins | | 200",
                "GET | /v1/admin/plugins?limit=1&after=admin | | 200",
                "GET | /v1/admin/plugins?limit=x | | 400",
                "GET | /v1/admin/providers | | 200",
                "GET | /v1/admin/providers?order=desc | | 200",
                "GET | /v1/admin/providers/up | | 200",
                "GET | /v1/admin/providers/none | | 404",
                "PUT | /v1/admin/providers/up | {'weight':1} | 200 422",
                "PUT | /v1/admin/providers/up | {'timeouts':{'idle_ms':60000}} | 200",
                "PUT | /v1/admin/providers/up | {'wait':1} | 422",
                "PUT | /v1/admin/providers/none | {} | 404",
                "POST | /v1/admin/providers/up/test | | 200",
                "POST | /v1/admin/providers/none/test | | 404",
                "GET | /v1/admin/rate-limits/kept | | 200",
                "GET | /v1/admin/rate-limits/a%20b | | 422",
                "POST | /v1/admin/keys | {'name':'a','user_id':'kept'} | 200",
                "POST | /v1/admin/keys | {'name':'a','user_id':'kept','account_id':'acme',"
                        + "'scopes':['read'],'models':['a/b'],'limits':{'concurrent':1},"
                        + "'forge_metadata':false,'expires_at':4102444800} | 200",
                "POST | /v1/admin/keys | {'name':'a','user_id':'kept','labels':{'team':'b'}} | 200",
                "POST | /v1/admin/keys | {'name':'a','user_id':'kept','labels':{'':'b'}} | 422",
                "POST | /v1/admin/keys | {'name':'a'} | 400",
                "POST | /v1/admin/keys | {'name':'a','user_id':'kept','scopes':['x']} | 422",
                "POST | /v1/admin/keys | nothing | 400",
                "GET | /v1/admin/keys | | 200",
                "GET | /v1/admin/keys?limit=1&order=asc | | 200",
                "GET | /v1/admin/keys?order=up | | 400",
                "GET | /v1/admin/keys/KEY | | 200",
                "GET | /v1/admin/keys/none | | 404",
                "PATCH | /v1/admin/keys/KEY | {'models':['a'],'expires_at':null} | 200",
                "PATCH | /v1/admin/keys/KEY | {'labels':null} | 200",
                "PATCH | /v1/admin/keys/KEY | {'user_id':'other'} | 422",
                "PATCH | /v1/admin/keys/none | {} | 404",
                "POST | /v1/admin/keys/KEY/rotate | | 200",
                "POST | /v1/admin/keys/KEY/rotate | {'overlap_seconds':-1} | 422",
                "POST | /v1/admin/keys/none/rotate | | 404",
                "DELETE | /v1/admin/keys/none | | 404",
                "GET | /v1/admin/users | | 200",
                "GET | /v1/admin/users?limit=0 | | 400",
                "GET | /v1/admin/users/kept | | 200",
                "GET | /v1/admin/users/%2A | | 422",
                "PUT | /v1/admin/users/kept | {'tier':'ultimate','limits':{'usd_per_day':5}} | 200",
                "PUT | /v1/admin/users/kept | {'tier':'gold'} | 422",
                "GET | /v1/admin/accounts/kept | | 200",
                "PUT | /v1/admin/accounts/kept | {'limits':{'requests_per_day':5000}} | 200",
                "PUT | /v1/admin/accounts/kept | {'limits':null} | 200",
                "PUT | /v1/admin/accounts/kept | {'tier':'pro'} | 422",
                "PUT | /v1/admin/accounts/kept | nothing | 400",
                "GET | /v1/admin/accounts/%20 | | 422",
                "GET | /v1/admin/accounts | | 200",
                "GET | /v1/admin/accounts?limit=0 | | 400",
                "GET | /v1/admin/usage | | 200",
                "GET | /v1/admin/usage?group_by=model,provider,user,key,day,hour | | 200",
                "GET | /v1/admin/usage?from=tomorrow | | 400",
                "GET | /v1/admin/audit | | 200",
                "GET | /v1/admin/audit?after=a&before=b | | 400",
                "GET | /v1/features | | 200",
                "GET | /v1/features?limit=1 | | 200",
                "GET | /v1/features/kept | | 200",
                "GET | /v1/features/a%20b | | 422",
                "POST | /v1/features/kept/embeddings | {'enabled':false} | 200",
                "POST | /v1/features/kept/nothing | {'enabled':false} | 404",
                "POST | /v1/features/kept/chat | {'on':false} | 400 422",
                "POST | /ofrep/v1/evaluate/flags | {} | 200",
                "POST | /ofrep/v1/evaluate/flags | {'context':{'targetingKey':'kept'}} | 200",
                "POST | /ofrep/v1/evaluate/flags | [ | 400",
                "POST | /ofrep/v1/evaluate/flags/chat | | 200",
                "POST | /ofrep/v1/evaluate/flags/chat | {'context':1} | 400",
                "POST | /ofrep/v1/evaluate/flags/none | {} | 404",
                "POST | /v1/messages | {'model':'fake','max_tokens':9,'messages':["
                        + "{'role':'user','content':'hi'}]} | 200",
                "POST | /v1/messages | {'model':'fake','messages':[{}]} | 400",
                "POST | /v1/messages | {'model':'fake','max_tokens':9,'messages':[{}]} | 400",
                "POST | /v1/messages | {'model':'none','max_tokens':9,'messages':[{}]} | 404",
                "POST | /v1/messages/count_tokens | {'model':'fake','messages':["
                        + "{'role':'user','content':'hi'}]} | 200",
                "POST | /v1/messages/count_tokens | {'model':'none','messages':["
                        + "{'role':'user','content':'hi'}]} | 404",
                "POST | /v1/responses | {'model':'fake','input':'hi'} | 200",
                "POST | /v1/responses | {'model':'fake','input':'hi','background':true} | 200",
                "POST | /v1/responses | {'model':'fake','input':'hi','background':true,"
                        + "'store':false} | 400",
                "POST | /v1/responses | {'model':'fake','input':'hi',"
                        + "'previous_response_id':'none'} | 404",
                "GET | /v1/responses | | 426",
                "GET | /v1/responses/RESPONSE | | 200",
                "GET | /v1/responses/RESPONSE?include[]=x | | 200",
                "GET | /v1/responses/RESPONSE?stream=true | | 400",
                "GET | /v1/responses/none | | 404",
                "GET | /v1/responses/RESPONSE/input_items | | 200",
                "GET | /v1/responses/RESPONSE/input_items?limit=0 | | 400",
                "GET | /v1/responses/none/input_items | | 404",
                "POST | /v1/responses/RESPONSE/cancel | | 400",
                "POST | /v1/responses/none/cancel | | 404",
                "DELETE | /v1/responses/GONE | | 200",
                "DELETE | /v1/responses/none | | 404",
                "POST | /v1/conversations | {} | 200",
                "POST | /v1/conversations | {'metadata':{'a':1}} | 400",
                "GET | /v1/conversations/CONVERSATION | | 200",
                "GET | /v1/conversations/none | | 404",
                "POST | /v1/conversations/CONVERSATION | {'metadata':{'a':'b'}} | 200",
                "POST | /v1/conversations/CONVERSATION | {} | 400",
                "GET | /v1/conversations/CONVERSATION/items | | 200",
                "GET | /v1/conversations/CONVERSATION/items?order=up | | 400",
                "POST | /v1/conversations/CONVERSATION/items | {'items':["
                        + "{'role':'user','content':'hi'}]} | 200",
                "POST | /v1/conversations/CONVERSATION/items | {'items':[]} | 400",
                "GET | /v1/conversations/CONVERSATION/items/msg_kept | | 200",
                "GET | /v1/conversations/CONVERSATION/items/none | | 404",
                "DELETE | /v1/conversations/CONVERSATION/items/none | | 404",
                "DELETE | /v1/conversations/none | | 404",
            })
    void should_answer_as_the_contract_says(
            String method, String path, String body, String statuses) {
        String json = body == null ? "" : body.replace('\'', '"');
        String real =
                path.replace("KEY", key)
                        .replace("RESPONSE", response)
                        .replace("GONE", gone)
                        .replace("CONVERSATION", conversation);
        ApiResponse answer = GATEWAY.client().send(method, real, json);
        assertTrue(
                List.of(statuses.split(" ", -1)).contains(Integer.toString(answer.status())),
                answer::toString);
        assertEquals(List.of(), mismatches(template(path), method, answer), answer::toString);
    }

    @Test
    void should_answer_as_the_contract_says_when_a_key_is_revoked() {
        try (IssuedKey made = IssuedKey.of(GATEWAY, "kept", "chat")) {
            ApiResponse answer = GATEWAY.client().send("DELETE", made.path(), "");
            assertEquals(
                    List.of(), mismatches("/v1/admin/keys/{id}", "DELETE", answer), made::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/admin/keys, GET",
        "/v1/features/{userId}, GET",
        "/ofrep/v1/evaluate/flags, POST"
    })
    void should_answer_as_the_contract_says_when_the_key_will_not_do(String path, String method) {
        try (IssuedKey made = IssuedKey.of(GATEWAY, "kept", "chat")) {
            ApiResponse forbidden =
                    made.client().send(method, path.replace("{userId}", "kept"), "");
            assertEquals(403, forbidden.status());
            assertEquals(List.of(), mismatches(path, method, forbidden), forbidden::toString);
        }
    }

    /// The path of the contract that a path belongs to: a literal one, if there is one.
    private static String template(String path) {
        String bare = path.replaceAll("\\?.*", "");
        Set<String> templates = contract.getJsonObject("paths").fieldNames();
        if (templates.contains(bare)) {
            return bare;
        }
        return templates.stream()
                .filter(template -> bare.matches(template.replaceAll("\\{[^}]*}", "[^/]+")))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> mismatches(String template, String method, ApiResponse answer) {
        JsonObject responses =
                contract.getJsonObject("paths")
                        .getJsonObject(template)
                        .getJsonObject(method.toLowerCase(Locale.ROOT))
                        .getJsonObject("responses");
        JsonObject response = responses.getJsonObject(Integer.toString(answer.status()));
        if (response == null) {
            return List.of("the contract has no " + answer.status());
        }
        String pointer =
                response.containsKey("$ref")
                        ? response.getString("$ref")
                        : "#/paths/%s/%s/responses/%d"
                                .formatted(
                                        template.replace("~", "~0")
                                                .replace("/", "~1")
                                                .replace("{", "%7B")
                                                .replace("}", "%7D"),
                                        method.toLowerCase(Locale.ROOT),
                                        answer.status());
        Schema schema =
                SchemaRegistry.withDefaultDialect(
                                Dialects.getOpenApi31(),
                                builder -> builder.schemas(Map.of(DOCUMENT, contract.encode())))
                        .getSchema(
                                SchemaLocation.of(
                                        DOCUMENT + pointer + "/content/application~1json/schema"));
        return Stream.of(answer.text())
                .flatMap(text -> schema.validate(text, InputFormat.JSON).stream())
                .map(Object::toString)
                .collect(Collectors.toList());
    }
}
