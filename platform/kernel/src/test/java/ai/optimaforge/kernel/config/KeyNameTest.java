// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class KeyNameTest {
    @Test
    void should_spell_a_key_three_ways_when_asked() {
        assertEquals("body-limit", KeyName.ofComponent("bodyLimit"));
        assertEquals("FORGE_HTTP_BODY_LIMIT", KeyName.inEnvironment("http.body-limit"));
        assertEquals("http.port", KeyName.join("http", "port"));
        assertEquals("port", KeyName.join("", "port"));
    }

    @Test
    void should_find_the_nearest_when_it_is_near_enough() {
        List<String> known = List.of("openai", "anthropic", "http.body-limit");

        assertEquals(Optional.of("openai"), Nearest.to("opnai", known));
        assertEquals(Optional.of("http.body-limit"), Nearest.to("http.bodyLimit", known));
        assertEquals(Optional.empty(), Nearest.to("sandbox", known));
    }
}
