// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.json;

/// The types of JSON values.
public enum JsonType {
    /// `{…}`
    OBJECT,
    /// `[…]`
    ARRAY,
    /// `"…"`
    STRING,
    /// A number.
    NUMBER,
    /// `true` or `false`
    BOOLEAN,
    /// `null`
    NULL;

    static JsonType of(byte first) {
        return switch (first) {
            case '{' -> OBJECT;
            case '[' -> ARRAY;
            case '"' -> STRING;
            case 't', 'f' -> BOOLEAN;
            case 'n' -> NULL;
            default -> NUMBER;
        };
    }
}
