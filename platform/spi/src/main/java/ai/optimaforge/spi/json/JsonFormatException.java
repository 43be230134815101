// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.json;

/// Bytes that are not the JSON that was asked for. The message says what was found and at which
/// byte, never the bytes themselves.
public final class JsonFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int offset;

    JsonFormatException(String problem, int offset) {
        super(problem + " at byte " + offset);
        this.offset = offset;
    }

    /// The byte, counted from 0, at which the problem was seen.
    public int offset() {
        return offset;
    }
}
