// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.json;

import static java.util.Objects.requireNonNull;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// A JSON object kept as the bytes that came in. It is checked whole when it is made, its members
/// are found by one scan of the top level, and nothing is parsed until asked for. A change makes
/// a new document that shares the bytes; only what was changed is spliced when the document is
/// written, so numbers, escapes, key order, unknown members and white space survive to the byte.
///
/// Where a name stands twice, the last one counts, as in most parsers; the bytes keep both.
/// Immutable, thread-safe.
public final class JsonDocument {
    /// How deep arrays and objects may nest.
    public static final int MAX_DEPTH = JsonScanner.MAX_DEPTH;

    private static final int ROOM_FOR_CHANGES = 128;

    private static final @Nullable JsonValue[] NOTHING_CHANGED = {};
    private static final boolean[] NOTHING_REMOVED = {};

    private static final JsonDocument EMPTY = parse(new byte[] {'{', '}'});

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final JsonMembers members;
    private final @Nullable JsonValue[] changes;
    private final boolean[] removed;
    private final List<Addition> additions;

    private record Addition(byte[] name, String text, JsonValue value) {}

    private JsonDocument(
            byte[] bytes,
            int start,
            int end,
            JsonMembers members,
            @Nullable JsonValue[] changes,
            boolean[] removed,
            List<Addition> additions) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.members = members;
        this.changes = changes;
        this.removed = removed;
        this.additions = additions;
    }

    /// Reads an object.
    ///
    /// @throws JsonFormatException if it is not one JSON object in UTF-8, nested 512 deep at most
    public static JsonDocument parse(Buffer json) {
        return parse(json.getBytes());
    }

    /// Reads an object from an array that nobody writes to any more.
    ///
    /// @throws JsonFormatException if it is not one JSON object in UTF-8, nested 512 deep at most
    public static JsonDocument parse(byte[] json) {
        JsonScanner scanner = new JsonScanner(json, json.length);
        int start = scanner.skipWhitespace(0);
        if (start == json.length) {
            throw new JsonFormatException("the text is empty", start);
        }
        if (json[start] != '{') {
            throw new JsonFormatException(notAnObject(scanner, start), start);
        }
        JsonMembers members = JsonMembers.scan(json, start, json.length);
        int end = scanner.skipWhitespace(members.end());
        if (end < json.length) {
            throw new JsonFormatException("text after the object", end);
        }
        return unchanged(json, 0, json.length, members);
    }

    private static String notAnObject(JsonScanner scanner, int start) {
        scanner.skipValue(start, 0);
        return "expected an object";
    }

    /// A document of what a `JsonObject` holds now.
    public static JsonDocument of(JsonObject json) {
        return parse(JsonWriter.encode(json));
    }

    /// The text of a tree, as a document of it would have it: what UTF-8 can't express is
    /// escaped.
    public static String text(JsonObject json) {
        return JsonWriter.text(json);
    }

    /// The object without members.
    public static JsonDocument empty() {
        return EMPTY;
    }

    private static JsonDocument nested(JsonValue.Text text) {
        return found(text.bytes(), JsonMembers.ofValid(text.bytes(), text.start(), text.end()));
    }

    /// The object whose members were found, without what stands around it.
    static JsonDocument found(byte[] bytes, JsonMembers members) {
        return unchanged(bytes, members.start(), members.end(), members);
    }

    private static JsonDocument unchanged(byte[] bytes, int start, int end, JsonMembers members) {
        return new JsonDocument(
                bytes, start, end, members, NOTHING_CHANGED, NOTHING_REMOVED, List.of());
    }

    private JsonDocument changed(
            @Nullable JsonValue[] changed, boolean[] gone, List<Addition> added) {
        return new JsonDocument(bytes, start, end, members, changed, gone, added);
    }

    /// Whether there is a member of this name, be it `null`.
    public boolean has(String name) {
        return value(name) != null;
    }

    /// The type of a member.
    public Optional<JsonType> type(String name) {
        JsonValue value = value(name);
        return value == null ? Optional.empty() : Optional.of(value.type());
    }

    /// A member that is a string.
    public Optional<String> string(String name) {
        JsonValue.Text text = text(name, JsonType.STRING);
        return text == null
                ? Optional.empty()
                : Optional.of(JsonString.decode(text.bytes(), text.start() + 1, text.end() - 1));
    }

    /// A member that is `true` or `false`.
    public Optional<Boolean> flag(String name) {
        JsonValue.Text text = text(name, JsonType.BOOLEAN);
        return text == null ? Optional.empty() : Optional.of(text.bytes()[text.start()] == 't');
    }

    /// A member that is a whole number, written without fraction and exponent, and fits a `long`.
    public Optional<Long> integer(String name) {
        JsonValue.Text text = text(name, JsonType.NUMBER);
        if (text == null || text.end() - text.start() > 20) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Long.valueOf(JsonString.decode(text.bytes(), text.start(), text.end())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// A member that is an object.
    public Optional<JsonDocument> object(String name) {
        int index = find(name, members.size());
        if (index >= 0 && !isChanged(index)) {
            return Optional.ofNullable(members.object(bytes, index));
        }
        JsonValue value = value(name);
        if (value instanceof JsonValue.Nested(JsonDocument document)) {
            return Optional.of(document);
        }
        JsonValue.Text text = text(name, JsonType.OBJECT);
        return text == null ? Optional.empty() : Optional.of(nested(text));
    }

    /// The elements of a member that is an array, as far as they are objects; empty if there is
    /// no such array.
    public List<JsonDocument> objects(String name) {
        List<JsonDocument> objects = new ArrayList<>();
        for (JsonElements elements = elements(name); elements.next(); ) {
            elements.object().ifPresent(objects::add);
        }
        return objects;
    }

    /// The elements of a member that is an array of objects and of nothing else; empty if there
    /// is no such array.
    ///
    /// @param refusal makes what is thrown for the first element that is no object, of its place
    /// in the array, from 0, and its JSON text
    public List<JsonDocument> objects(
            String name, BiFunction<Integer, Buffer, ? extends RuntimeException> refusal) {
        List<JsonDocument> objects = new ArrayList<>();
        for (JsonElements elements = elements(name); elements.next(); ) {
            objects.add(
                    elements.object()
                            .orElseThrow(
                                    () ->
                                            refusal.apply(
                                                    objects.size(), elements.text().toBuffer())));
        }
        return objects;
    }

    private JsonElements elements(String name) {
        JsonValue.Text array = text(name, JsonType.ARRAY);
        return new JsonElements(array == null ? JsonElements.NONE : array);
    }

    /// The JSON text of a member, whatever its type.
    public Optional<Buffer> raw(String name) {
        JsonValue value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(value.toBuffer());
    }

    /// The JSON text of a member, whatever its type, where it stands: what [#raw] copies.
    public Optional<JsonSlice> slice(String name) {
        JsonValue value = value(name);
        return value == null ? Optional.empty() : Optional.of(new JsonSlice(value.text()));
    }

    /// Whether a member is an array or an object with nothing in it.
    public boolean isEmpty(String name) {
        JsonValue value = value(name);
        return value != null && value.isEmpty();
    }

    /// Whether there is more than one member of this name.
    public boolean isRepeated(String name) {
        int last = find(name, members.size());
        return last >= 0 && find(name, last) >= 0;
    }

    /// The names of the members, in their order; one that stands twice comes twice.
    public List<String> names() {
        List<String> names = new ArrayList<>(members.size());
        for (int i = 0; i < members.size(); i++) {
            if (!isRemoved(i)) {
                names.add(members.name(bytes, i));
            }
        }
        for (Addition addition : additions) {
            names.add(addition.text());
        }
        return names;
    }

    /// The document with a member set: in its place if it is there, else at the end. The value is
    /// a `String`, a `Number`, a `Boolean`, a `JsonObject`, a `JsonArray`, a `JsonDocument` or
    /// `null`.
    public JsonDocument with(String name, @Nullable Object value) {
        return set(
                name,
                value instanceof JsonDocument document
                        ? new JsonValue.Nested(document)
                        : new JsonValue.Text(JsonWriter.encode(value)));
    }

    /// The document without a member; itself if there is none.
    public JsonDocument without(String name) {
        if (!has(name)) {
            return this;
        }
        boolean[] gone = Arrays.copyOf(removed, members.size());
        for (int i = 0; i < members.size(); i++) {
            gone[i] |= members.is(bytes, i, name);
        }
        List<Addition> kept = new ArrayList<>(additions);
        kept.removeIf(addition -> addition.text().equals(name));
        return changed(changes, gone, kept);
    }

    /// The document with an object member changed by a function; itself if there is no such
    /// object or the function returns it as it was.
    public JsonDocument mapObject(String name, UnaryOperator<JsonDocument> change) {
        JsonDocument before = object(name).orElse(null);
        if (before == null) {
            return this;
        }
        JsonDocument after = change.apply(before);
        return after == before ? this : set(name, new JsonValue.Nested(after));
    }

    /// The document with the objects in an array member changed by a function, called once for
    /// each in order; itself if there is no such array or every object was returned as it was.
    public JsonDocument mapObjects(String name, UnaryOperator<JsonDocument> change) {
        JsonValue.Text array = text(name, JsonType.ARRAY);
        if (array == null) {
            return this;
        }
        List<JsonValue.Elements.Change> changed = new ArrayList<>(1);
        for (JsonElements elements = new JsonElements(array); elements.next(); ) {
            elements.object()
                    .ifPresent(
                            element -> {
                                JsonDocument after = change.apply(element);
                                if (after != element) {
                                    changed.add(
                                            new JsonValue.Elements.Change(elements.text(), after));
                                }
                            });
        }
        return changed.isEmpty() ? this : set(name, new JsonValue.Elements(array, changed));
    }

    /// The document as bytes; a new buffer at each call.
    public Buffer toBuffer() {
        JsonWriter out = new JsonWriter(end - start + ROOM_FOR_CHANGES * (1 + additions.size()));
        out.copy(bytes, start, members.start());
        write(out);
        out.copy(bytes, members.end(), end);
        return out.finish();
    }

    /// The document parsed whole, for those who need all of it.
    public JsonObject toJson() {
        return new JsonObject(toBuffer());
    }

    /// The document as text.
    @Override
    public String toString() {
        return toBuffer().toString();
    }

    private JsonDocument set(String name, JsonValue value) {
        requireNonNull(name, "name is null");
        int index = find(name, members.size());
        if (index >= 0) {
            @Nullable JsonValue[] changed = Arrays.copyOf(changes, members.size());
            changed[index] = value;
            return changed(changed, removed, additions);
        }
        Addition addition = new Addition(JsonWriter.encode(name), name, value);
        List<Addition> added = new ArrayList<>(additions.size() + 1);
        added.addAll(additions);
        int place = place(name);
        if (place >= 0) {
            added.set(place, addition);
        } else {
            added.add(addition);
        }
        return changed(changes, removed, added);
    }

    private JsonValue.@Nullable Text text(String name, JsonType type) {
        JsonValue value = value(name);
        return value == null || value.type() != type ? null : value.text();
    }

    private @Nullable JsonValue value(String name) {
        int index = find(name, members.size());
        if (index >= 0) {
            JsonValue changed = index < changes.length ? changes[index] : null;
            return changed != null ? changed : members.value(bytes, index);
        }
        int place = place(name);
        return place < 0 ? null : additions.get(place).value();
    }

    /// Where a member is among those that were added; negative if it is not.
    private int place(String name) {
        for (int i = 0; i < additions.size(); i++) {
            if (additions.get(i).text().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// The last member of this name before a position; negative if there is none.
    private int find(String name, int before) {
        int i = members.last(bytes, name, before);
        while (i >= 0 && isRemoved(i)) {
            i = members.last(bytes, name, i);
        }
        return i;
    }

    private boolean isChanged(int index) {
        return index < changes.length && changes[index] != null;
    }

    private boolean isRemoved(int index) {
        return index < removed.length && removed[index];
    }

    /// Writes the object, without the white space around it.
    void write(JsonWriter out) {
        int last = -1;
        out.copy(bytes, members.start(), members.head());
        for (int i = 0; i < members.size(); i++) {
            if (isRemoved(i)) {
                continue;
            }
            if (last >= 0) {
                // what stood before this member: a comma, and white space
                out.copy(bytes, members.valueEnd(i - 1), members.nameStart(i));
            }
            out.copy(bytes, members.nameStart(i), members.valueStart(i));
            JsonValue changed = i < changes.length ? changes[i] : null;
            if (changed == null) {
                out.copy(bytes, members.valueStart(i), members.valueEnd(i));
            } else {
                changed.write(out);
            }
            last = i;
        }
        boolean first = last < 0;
        for (Addition addition : additions) {
            if (!first) {
                out.ascii(',');
            }
            first = false;
            out.copy(addition.name());
            out.ascii(':');
            addition.value().write(out);
        }
        out.copy(bytes, members.tail(), members.end());
    }
}
