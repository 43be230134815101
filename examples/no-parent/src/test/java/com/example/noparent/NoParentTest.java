// SPDX-License-Identifier: Apache-2.0
package com.example.noparent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.testing.PlatformTest;
import ai.optimaforge.testing.client.ApiClient;

import org.junit.jupiter.api.Test;

// region platform-test
/// The plugin in a real platform.
@PlatformTest
class NoParentTest {
    @Test
    void should_answer_when_it_is_called(ApiClient client) {
        assertEquals("world", client.get("/v1/no-parent").json().getString("hello"));
    }

    @Test
    void should_refuse_a_caller_without_a_key(ApiClient client) {
        assertEquals(
                401, client.sendWithoutKey("/v1/no-parent", request -> request.GET()).status());
    }
}
// endregion
