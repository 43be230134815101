// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.optimaforge.spi.config.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class StoreConfigTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static StoreConfig config(String uri, Duration timeout, int poolSize) {
        return new StoreConfig(Secret.of(uri), timeout, timeout, poolSize, 1, timeout, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "embedded",
                "mongodb://127.0.0.1",
                "mongodb+srv://me:secret@cluster.example.org/forge",
                "mongodb://me:secret@a:1,b:2/forge?replicaSet=rs0"
            })
    void should_take_a_store_when_it_is_one(String uri) {
        assertDoesNotThrow(() -> config(uri, SECOND, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Embedded",
                "mongodb:",
                "mongodb://",
                "mongodb://me:sec:ret@host",
                "mongodb://host:none",
                "postgres://me:secret@host/db",
                "http://me:secret@host"
            })
    void should_refuse_a_store_without_showing_it_when_it_is_none(String uri) {
        String message =
                String.valueOf(
                        assertThrows(IllegalArgumentException.class, () -> config(uri, SECOND, 1))
                                .getMessage());

        assertEquals("uri must be embedded, or mongodb://host/database", message);
    }

    @Test
    void should_refuse_a_number_when_it_is_out_of_bounds() {
        for (Duration wrong :
                new Duration[] {Duration.ZERO, SECOND.negated(), Duration.ofDays(1)}) {
            assertThrows(IllegalArgumentException.class, () -> config("embedded", wrong, 1));
        }
        for (int wrong : new int[] {0, -1, 1_001}) {
            assertThrows(IllegalArgumentException.class, () -> config("embedded", SECOND, wrong));
        }
    }

    @Test
    void should_not_show_a_password_when_it_is_printed() {
        assertFalse(config("mongodb://me:secret@host", SECOND, 1).toString().contains("secret"));
    }
}
