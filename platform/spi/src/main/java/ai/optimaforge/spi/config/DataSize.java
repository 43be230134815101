// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.config;

/// An amount of data, written like `512 B`, `20 KiB`, `32 MiB`, `1 GiB` or `2 TiB`.
///
/// @param bytes the amount, zero or more
public record DataSize(long bytes) {
    private enum Unit {
        TIB("TiB", 40),
        GIB("GiB", 30),
        MIB("MiB", 20),
        KIB("KiB", 10),
        B("B", 0);

        private final String text;
        private final long bytes;

        Unit(String text, int shift) {
            this.text = text;
            this.bytes = 1L << shift;
        }
    }

    private static final String EXPECTED = "must be a size such as 512 B, 20 KiB, 32 MiB or 1 GiB";

    /// Refuses a negative amount.
    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must not be negative: " + bytes);
        }
    }

    /// Reads a whole number with a unit; without a unit it counts bytes.
    ///
    /// @throws IllegalArgumentException if the text says no such amount
    public static DataSize parse(String text) {
        String size = text.strip();
        int digits = leadingDigits(size);
        Unit unit = unit(size.substring(digits).strip());
        try {
            long amount = Long.parseLong(size, 0, digits, 10);
            return new DataSize(Math.multiplyExact(amount, unit.bytes));
        } catch (NumberFormatException | ArithmeticException _) {
            throw new IllegalArgumentException(EXPECTED);
        }
    }

    private static int leadingDigits(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static Unit unit(String text) {
        if (text.isEmpty()) {
            return Unit.B;
        }
        for (Unit unit : Unit.values()) {
            if (unit.text.equals(text)) {
                return unit;
            }
        }
        throw new IllegalArgumentException(EXPECTED);
    }

    /// The amount in the largest unit that holds it exactly, in the form that [#parse] reads.
    @Override
    public String toString() {
        for (Unit unit : Unit.values()) {
            if (bytes != 0 && bytes % unit.bytes == 0) {
                return bytes / unit.bytes + " " + unit.text;
            }
        }
        return "0 B";
    }
}
