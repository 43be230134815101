// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {
    @Property
    void should_read_what_it_wrote_when_any_size(@ForAll @LongRange(min = 0) long bytes) {
        DataSize size = new DataSize(bytes);

        assertEquals(size, DataSize.parse(size.toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0 B",
        "512 B, 512, 512 B",
        "2048, 2048, 2 KiB",
        "20 KiB, 20480, 20 KiB",
        "32MiB, 33554432, 32 MiB",
        "1024 MiB, 1073741824, 1 GiB",
        "' 3 TiB ', 3298534883328, 3 TiB",
        "1025 KiB, 1049600, 1025 KiB",
    })
    void should_take_the_largest_exact_unit_when_shown(String text, long bytes, String shown) {
        DataSize size = DataSize.parse(text);

        assertEquals(bytes, size.bytes());
        assertEquals(shown, size.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "MiB", "-1", "1.5 GiB", "32 MB", "32 mib", "1 KiB 2", "9999999 TiB"})
    void should_refuse_when_the_text_is_no_size(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> DataSize.parse(text));

        assertEquals("must be a size such as 512 B, 20 KiB, 32 MiB or 1 GiB", refusal.getMessage());
    }

    @Test
    void should_refuse_when_negative() {
        assertThrows(IllegalArgumentException.class, () -> new DataSize(-1));
    }
}
