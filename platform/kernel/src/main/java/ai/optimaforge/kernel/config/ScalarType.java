// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.config.Secret;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// The types of a single value.
enum ScalarType {
    TEXT("text"),
    BOOLEAN("true or false"),
    INT("whole number"),
    LONG("whole number"),
    DOUBLE("number"),
    DURATION("duration"),
    SIZE("size"),
    URI("URI"),
    PATH("path"),
    SECRET("secret");

    private final String text;

    ScalarType(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    static Optional<ScalarType> of(Class<?> type) {
        return Optional.ofNullable(
                switch (type.getName()) {
                    case "java.lang.String" -> TEXT;
                    case "boolean", "java.lang.Boolean" -> BOOLEAN;
                    case "int", "java.lang.Integer" -> INT;
                    case "long", "java.lang.Long" -> LONG;
                    case "double", "java.lang.Double" -> DOUBLE;
                    case "java.time.Duration" -> DURATION;
                    case "java.net.URI" -> URI;
                    case "java.nio.file.Path" -> PATH;
                    case "ai.optimaforge.spi.config.DataSize" -> SIZE;
                    case "ai.optimaforge.spi.config.Secret" -> SECRET;
                    default -> null;
                });
    }

    /// @throws IllegalArgumentException with a message fit for the operator
    Object parse(String written) {
        String value = written.strip();
        return switch (this) {
            case TEXT -> written;
            case SECRET -> Secret.of(written);
            case BOOLEAN -> truth(value);
            case INT -> (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
            case DOUBLE -> number(value);
            case DURATION -> DurationText.parse(value);
            case SIZE -> DataSize.parse(value);
            case URI -> uri(value);
            case PATH -> path(value);
        };
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static long whole(String text, long least, long most) {
        BigInteger number;
        try {
            number = new BigInteger(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("must be a whole number");
        }
        if (number.compareTo(BigInteger.valueOf(least)) < 0
                || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new IllegalArgumentException(
                    "must be a whole number between " + least + " and " + most);
        }
        return number.longValue();
    }

    // by way of BigDecimal, for Double.parseDouble takes "NaN", "1d" and "0x1p3" for numbers
    private static double number(String text) {
        try {
            double number = new BigDecimal(text).doubleValue();
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException _) {
            // the same answer as for a number that is too large
        }
        throw new IllegalArgumentException("must be a number such as 0.75");
    }

    private static URI uri(String text) {
        try {
            if (!text.isEmpty()) {
                return java.net.URI.create(text);
            }
        } catch (IllegalArgumentException _) {
            // the same answer as for none
        }
        throw new IllegalArgumentException("must be a URI such as https://example.org/v1");
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            throw new IllegalArgumentException("must be a path");
        }
    }
}
