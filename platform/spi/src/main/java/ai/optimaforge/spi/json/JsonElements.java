// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.json;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// Walks over the elements of an array that was found valid. Each is scanned once: the members of
/// an object are found on the way to its end.
final class JsonElements {
    static final JsonValue.Text NONE = new JsonValue.Text(new byte[] {'[', ']'});

    private final byte[] bytes;
    private final int limit;
    private final JsonScanner scanner;
    private int start;
    private int end;
    private int following;
    private @Nullable JsonMembers members;

    JsonElements(JsonValue.Text array) {
        bytes = array.bytes();
        limit = array.end();
        scanner = JsonScanner.ofValid(bytes, limit);
        following = scanner.skipWhitespace(array.start() + 1);
    }

    /// Goes to the next element; `false` if there is none.
    boolean next() {
        if (bytes[following] == ']') {
            return false;
        }
        start = following;
        members = bytes[start] == '{' ? JsonMembers.ofValid(bytes, start, limit) : null;
        end = members == null ? scanner.skipValue(start, 0) : members.end();
        following = scanner.skipWhitespace(end);
        if (bytes[following] == ',') {
            following = scanner.skipWhitespace(following + 1);
        }
        return true;
    }

    /// The element where the walk is, as far as it is an object.
    Optional<JsonDocument> object() {
        return Optional.ofNullable(members).map(found -> JsonDocument.found(bytes, found));
    }

    /// The element where the walk is.
    JsonValue.Text text() {
        return new JsonValue.Text(bytes, start, end);
    }
}
