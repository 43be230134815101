// SPDX-License-Identifier: Apache-2.0
package com.example.interceptorredact;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.testing.interceptor.ChatInterceptorContractTest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.util.Set;

// region test
/// What every interceptor keeps, and what this one does to a request and its answer.
class InterceptorRedactTest extends ChatInterceptorContractTest {
    @Override
    protected String name() {
        return "interceptor-redact";
    }

    @Override
    protected Set<Claim> claims() {
        return Set.of(Claim.CHANGES_REQUEST, Claim.CHANGES_ANSWER);
    }

    @Override
    protected String prompt() {
        return "I am ada@example.com.";
    }

    @Override
    protected String answer() {
        return "Then you are ada@example.com.";
    }

    @Test
    void should_hide_an_address_from_the_model_when_the_call_asks_for_it() {
        JsonObject seen = seenByModel(asking(chat("Write to ada@example.com, please")));
        assertTrue(seen.encode().contains("Write to [e-mail], please"), seen::encode);
    }

    // endregion

    @Test
    void should_hide_the_addresses_of_all_text_parts_when_the_content_is_a_list() {
        JsonArray parts =
                new JsonArray()
                        .add(new JsonObject().put("type", "text").put("text", "a@b.example"));
        JsonObject request = chat("");
        request.getJsonArray("messages").getJsonObject(0).put("content", parts);

        assertFalse(seenByModel(asking(request)).encode().contains("a@b.example"));
    }

    @Test
    void should_leave_an_address_alone_when_the_call_does_not_ask() {
        assertTrue(seenByModel(chat("ada@example.com")).encode().contains("ada@example.com"));
    }

    @Test
    void should_hide_an_address_that_the_model_writes_when_the_answer_is_whole() {
        JsonObject request = answeredWith(chat("Who?"), "It is ada@example.com.");
        assertTrue(post(asking(request)).text().contains("It is [e-mail]."));
    }
}
