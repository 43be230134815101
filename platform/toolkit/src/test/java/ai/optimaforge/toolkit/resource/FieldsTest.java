// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

/// A resource's body: every field is read by its name, and no other may be there.
class FieldsTest {
    @Test
    void should_give_each_field_when_it_is_of_its_type() {
        Fields body =
                fields(
                        """
                        {"name":"CI","on":true,"count":7,"price":1.5,"whole":2,
                         "scopes":["chat","read"],"limits":{"concurrent":2}}\
                        """);
        assertEquals(Optional.of("CI"), body.text("name"));
        assertEquals(Optional.of(true), body.flag("on"));
        assertEquals(Optional.of(7L), body.integer("count", 1));
        assertEquals(Optional.of(1.5), body.amount("price"));
        assertEquals(Optional.of(2.0), body.amount("whole"));
        assertEquals(Optional.of(List.of("chat", "read")), body.texts("scopes"));
        Fields limits = body.object("limits").orElseThrow();
        assertEquals(Optional.of(2L), limits.integer("concurrent", 0));
        limits.noMore();
        body.noMore();
    }

    @Test
    void should_take_null_as_not_there_when_a_field_cannot_be_taken_back() {
        Fields body = fields("{\"name\":null}");
        assertEquals(Optional.empty(), body.text("name"));
        assertEquals(Optional.empty(), body.flag("on"));
        body.noMore();
    }

    @Test
    void should_tell_null_from_nothing_when_a_field_can_be_taken_back() {
        Fields body = fields("{\"models\":null,\"end\":7}");
        assertEquals(Optional.of(Optional.empty()), body.nullable("models", body::texts));
        assertEquals(Optional.of(Optional.of(7L)), body.nullable("end", at -> body.integer(at, 0)));
        assertEquals(Optional.empty(), body.nullable("limits", body::object));
    }

    @Test
    void should_name_the_nearest_when_a_field_is_unknown() {
        Fields body = fields("{\"scoeps\":[]}");
        body.texts("scopes");
        body.text("name");
        refused(CommonError.UNKNOWN_FIELD, "scoeps", "Did you mean scopes?", body::noMore);
    }

    @Test
    void should_name_all_when_an_unknown_field_is_near_to_none() {
        Fields body = fields("{\"whatever\":[]}");
        body.texts("scopes");
        body.text("name");
        refused(CommonError.UNKNOWN_FIELD, "whatever", "There are: name, scopes.", body::noMore);
    }

    @Test
    void should_give_the_whole_path_when_a_field_within_is_unknown_or_wrong() {
        Fields within = fields("{\"limits\":{\"x\":1,\"concurrent\":-1}}").object("limits").get();
        refused(
                CommonError.INVALID_VALUE,
                "limits.concurrent",
                "must be a whole number from 0, not -1.",
                () -> within.integer("concurrent", 0));
        refused(CommonError.UNKNOWN_FIELD, "limits.x", "limits.x", within::noMore);
    }

    @Test
    void should_say_what_is_missing_when_a_field_must_be_there() {
        Fields body = fields("{\"name\":null}");
        refused(
                CommonError.MISSING_PARAMETER,
                "name",
                "name is missing.",
                () -> body.required("name", body::text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "[]", "{}", "[\"a\"]"})
    void should_show_the_value_when_it_is_no_text(String value) {
        Fields body = fields("{\"name\":" + value + "}");
        refused(
                CommonError.INVALID_VALUE,
                "name",
                "name must be a text, not " + value + ".",
                () -> body.text("name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"7\"", "7.5", "7.0", "1e2", "-1", "101", "99999999999999999999", "[]"})
    void should_refuse_when_it_is_no_whole_number_in_range(String value) {
        Fields body = fields("{\"count\":" + value + "}");
        refused(
                CommonError.INVALID_VALUE,
                "count",
                "from 0 to 100",
                () -> body.integer("count", 0, 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1e999", "\"1\"", "false"})
    void should_refuse_when_it_is_no_amount(String value) {
        Fields body = fields("{\"price\":" + value + "}");
        refused(CommonError.INVALID_VALUE, "price", "a number from 0", () -> body.amount("price"));
    }

    @Test
    void should_name_the_place_when_a_text_of_a_list_is_none() {
        Fields body = fields("{\"scopes\":[\"chat\",null]}");
        refused(
                CommonError.INVALID_VALUE,
                "scopes[1]",
                "scopes[1] must be a text, not null.",
                () -> body.texts("scopes"));
    }

    @Test
    void should_list_the_words_when_it_is_none_of_them() {
        Fields body = fields("{\"tier\":\"gold\"}");
        refused(
                CommonError.INVALID_VALUE,
                "tier",
                "tier must be one of free, pro, not \"gold\".",
                () -> body.word("tier", List.of("free", "pro")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "\"too long\"", "7"})
    void should_refuse_when_a_text_says_nothing_or_too_much(String value) {
        Fields body = fields("{\"name\":" + value + "}");
        refused(CommonError.INVALID_VALUE, "name", "must be", () -> body.text("name", 7));
    }

    @Test
    void should_name_all_fields_when_the_client_chooses_them() {
        Fields labels =
                fields("{\"labels\":{\"b\":\"1\",\"a\":null}}").object("labels").orElseThrow();
        assertEquals(List.of("b", "a"), labels.names());
    }

    @Test
    void should_not_repeat_the_value_when_it_is_secret() {
        Fields body = fields("{\"api_key\":[\"sk-secret\"]}");
        ForgeException refused =
                refused(
                        CommonError.INVALID_VALUE,
                        "api_key",
                        "must be a text",
                        () -> body.secret("api_key"));
        assertFalse(refused.message().contains("sk-secret"));
    }

    @Test
    void should_cut_the_value_when_it_is_long() {
        Fields body = fields("{\"on\":\"" + "x".repeat(5000) + "\"}");
        ForgeException refused = assertThrows(ForgeException.class, () -> body.flag("on"));
        assertTrue(refused.message().length() < 200, refused.message());
    }

    @Test
    void should_refuse_when_a_field_stands_twice() {
        refused(
                CommonError.INVALID_PARAMETER,
                "enabled",
                "more than once",
                () -> fields("{\"enabled\":true,\"enabled\":false}"));
    }

    private static Fields fields(String json) {
        return Fields.of(JsonDocument.parse(Buffer.buffer(json)));
    }

    private static ForgeException refused(
            CommonError error, String param, String message, Executable reading) {
        ForgeException refused = assertThrows(ForgeException.class, reading);
        assertEquals(error, refused.errorCode());
        assertEquals(Optional.of(param), refused.param());
        assertTrue(refused.message().contains(message), refused.message());
        return refused;
    }
}
