// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.admin.ListRequest;
import ai.optimaforge.spi.admin.Listing;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists come in parts, from either end.
class ListsTest {
    private static final List<String> WHOLE = List.of("a", "b", "c", "d", "e");

    @Test
    void should_ask_for_the_newest_20_when_the_call_says_nothing() {
        assertEquals(
                new ListRequest(20, Optional.empty(), Optional.empty(), true),
                Lists.request(new Asking(Map.of())));
    }

    @Test
    void should_ask_for_what_the_call_says() {
        assertEquals(
                new ListRequest(100, Optional.of("key_1"), Optional.empty(), false),
                Lists.request(
                        new Asking(Map.of("limit", "100", "after", "key_1", "order", "asc"))));
        assertEquals(
                new ListRequest(1, Optional.empty(), Optional.of("key_1"), true),
                Lists.request(
                        new Asking(Map.of("limit", "1", "before", "key_1", "order", "desc"))));
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0",
        "limit, 101",
        "limit, -1",
        "limit, ten",
        "limit, 1.5",
        "limit, ''",
        "limit, 99999999999999999999",
        "limit, ١",
        "order, up",
        "order, DESC",
        "order, ''",
        "after, ''",
        "before, ''"
    })
    void should_name_the_parameter_when_it_is_malformed(String name, String value) {
        assertRefused(name, Map.of(name, value));
    }

    @Test
    void should_refuse_when_both_ends_are_given() {
        assertRefused("before", Map.of("after", "a", "before", "e"));
    }

    private static void assertRefused(String param, Map<String, String> query) {
        ForgeException refused =
                assertThrows(ForgeException.class, () -> Lists.request(new Asking(query)));
        assertEquals(CommonError.INVALID_PARAMETER, refused.errorCode());
        assertEquals(Optional.of(param), refused.param());
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', '', 2, ab, true",
        "'', '', '', 5, abcde, false",
        "'', '', '', 9, abcde, false",
        "b, '', '', 2, cd, true",
        "b, '', '', 3, cde, false",
        "e, '', '', 3, '', false",
        "'', d, '', 2, bc, true",
        "'', d, '', 3, abc, false",
        "'', a, '', 3, '', false",
        "'', '', desc, 2, ed, true",
        "b, '', desc, 2, a, false",
        "'', b, desc, 2, dc, true"
    })
    void should_give_the_part_that_is_asked_for_when_the_list_is_there_whole(
            String after, String before, String order, String limit, String part, boolean more) {
        Map<String, String> query = new java.util.HashMap<>(Map.of("limit", limit));
        Map.of("after", after, "before", before, "order", order)
                .forEach(
                        (name, value) -> {
                            if (!value.isEmpty()) {
                                query.put(name, value);
                            }
                        });
        Listing<String> given = Lists.part(new Asking(query), WHOLE, id -> id);
        assertEquals(part, String.join("", given.data()));
        assertEquals(more, given.hasMore());
    }

    @Test
    void should_refuse_when_a_whole_list_has_no_such_item() {
        ForgeException refused =
                assertThrows(
                        ForgeException.class,
                        () -> Lists.part(new Asking(Map.of("after", "x")), WHOLE, id -> id));
        assertEquals(Optional.of("after"), refused.param());
    }

    @Test
    void should_give_the_ids_of_both_ends() {
        assertEquals(
                new JsonObject(
                        """
                        {"object":"list","data":[{"id":"a"},{"id":"b"}],
                         "first_id":"a","last_id":"b","has_more":true}\
                        """),
                document(new Listing<>(List.of("a", "b"), true)));
    }

    @Test
    void should_have_no_ends_when_nothing_is_in_it() {
        assertEquals(
                new JsonObject(
                        """
                        {"object":"list","data":[],"first_id":null,"last_id":null,"has_more":false}\
                        """),
                document(new Listing<>(List.of(), false)));
    }

    private static JsonObject document(Listing<String> part) {
        return Lists.document(part, id -> new JsonObject().put("id", id), id -> id);
    }
}
