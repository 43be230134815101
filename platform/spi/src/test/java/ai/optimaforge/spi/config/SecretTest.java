// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class SecretTest {
    private record Account(String name, Secret password) {}

    @Test
    void should_stay_hidden_when_printed() {
        Account account = new Account("ada", Secret.of("lovelace"));

        assertEquals("Account[name=ada, password=***]", account.toString());
        assertEquals("lovelace", account.password().reveal());
    }

    @Test
    void should_equal_by_text_when_compared() {
        assertEquals(Secret.of("a"), Secret.of("a"));
        assertEquals(Secret.of("a").hashCode(), Secret.of("a").hashCode());
        assertNotEquals(Secret.of("a"), Secret.of("b"));
    }
}
