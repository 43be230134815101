// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.json;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Where the members of an object stand: four positions each and the hash of the name, found by
/// one scan that checks all below as well unless that was done.
final class JsonMembers {
    private static final int NAME_START = 0;
    private static final int NAME_END = 1;
    private static final int VALUE_START = 2;
    private static final int VALUE_END = 3;
    private static final int NAME_HASH = 4;
    private static final int STRIDE = 5;

    private final int start;
    private final int end;
    private final int size;
    private final int[] positions;
    private final boolean plainNames;

    /// Those that were asked for. Threads that meet here find the same, or find it twice.
    private @Nullable JsonDocument @Nullable [] objects;

    private JsonMembers(int start, int end, int size, int[] positions, boolean plainNames) {
        this.start = start;
        this.end = end;
        this.size = size;
        this.positions = positions;
        this.plainNames = plainNames;
    }

    /// Scans the object that starts at a position, and checks it.
    static JsonMembers scan(byte[] bytes, int start, int limit) {
        return scan(bytes, start, limit, new JsonScanner(bytes, limit));
    }

    /// Scans an object within a text that was checked before.
    static JsonMembers ofValid(byte[] bytes, int start, int limit) {
        return scan(bytes, start, limit, JsonScanner.ofValid(bytes, limit));
    }

    private static JsonMembers scan(byte[] bytes, int start, int limit, JsonScanner scanner) {
        int[] positions = new int[8 * STRIDE];
        int size = 0;
        boolean plainNames = true;
        int at = scanner.skipWhitespace(start + 1);
        if (at < limit && bytes[at] == '}') {
            return new JsonMembers(start, at + 1, 0, positions, true);
        }
        while (true) {
            int base = size * STRIDE;
            if (base == positions.length) {
                positions = Arrays.copyOf(positions, base * 2);
            }
            size++;
            positions[base + NAME_START] = at;
            at = scanner.skipName(at);
            positions[base + NAME_END] = at;
            int hash = JsonString.plainHash(bytes, positions[base + NAME_START] + 1, at - 1);
            plainNames &= hash != JsonString.NOT_PLAIN;
            positions[base + NAME_HASH] = hash;
            at = scanner.skipColon(at);
            positions[base + VALUE_START] = at;
            at = scanner.skipValue(at, 1);
            positions[base + VALUE_END] = at;
            at = scanner.skipWhitespace(at);
            if (at < limit && bytes[at] == '}') {
                return new JsonMembers(start, at + 1, size, positions, plainNames);
            }
            at = scanner.skipComma(at, '}');
        }
    }

    int size() {
        return size;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /// The end of what stands before the first member: the brace and white space.
    int head() {
        return size == 0 ? end - 1 : nameStart(0);
    }

    /// The start of what stands behind the last member: white space and the brace.
    int tail() {
        return size == 0 ? end - 1 : valueEnd(size - 1);
    }

    int nameStart(int index) {
        return positions[index * STRIDE + NAME_START];
    }

    int valueStart(int index) {
        return positions[index * STRIDE + VALUE_START];
    }

    int valueEnd(int index) {
        return positions[index * STRIDE + VALUE_END];
    }

    JsonValue.Text value(byte[] bytes, int index) {
        return new JsonValue.Text(bytes, valueStart(index), valueEnd(index));
    }

    /// The object that a member is, the same at each call; null if it is none.
    @Nullable JsonDocument object(byte[] bytes, int index) {
        if (bytes[valueStart(index)] != '{') {
            return null;
        }
        @Nullable JsonDocument[] found = objects;
        if (found == null) {
            found = new JsonDocument[size];
            objects = found;
        }
        JsonDocument object = found[index];
        if (object == null) {
            object = JsonDocument.found(bytes, ofValid(bytes, valueStart(index), valueEnd(index)));
            found[index] = object;
        }
        return object;
    }

    String name(byte[] bytes, int index) {
        return JsonString.decode(bytes, nameStart(index) + 1, nameEnd(index) - 1);
    }

    boolean is(byte[] bytes, int index, String name) {
        return JsonString.equals(bytes, nameStart(index) + 1, nameEnd(index) - 1, name, plainNames);
    }

    /// The last member of this name before a position; negative if there is none.
    int last(byte[] bytes, String name, int before) {
        int hash = name.hashCode();
        for (int i = before - 1; i >= 0; i--) {
            boolean likely = !plainNames || positions[i * STRIDE + NAME_HASH] == hash;
            if (likely && is(bytes, i, name)) {
                return i;
            }
        }
        return -1;
    }

    private int nameEnd(int index) {
        return positions[index * STRIDE + NAME_END];
    }
}
