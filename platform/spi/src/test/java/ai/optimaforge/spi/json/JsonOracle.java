// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What another parser makes of JSON: Jackson, behind the strict UTF-8 decoder of the JDK.
final class JsonOracle {
    private static final JsonFactory JACKSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(JsonDocument.MAX_DEPTH)
                                    .build())
                    .build();

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(.{0,4})|.)", Pattern.DOTALL);

    private JsonOracle() {}

    /// A value: its first token; its text, if it is a string, a number or a literal; what is in
    /// it.
    record Node(JsonToken token, String text, List<Entry> members, List<Node> elements) {
        List<String> names() {
            return members.stream().map(Entry::name).toList();
        }

        /// The value of the last member of a name.
        Optional<Node> last(String name) {
            return members.reversed().stream()
                    .filter(entry -> entry.name().equals(name))
                    .map(Entry::value)
                    .findFirst();
        }

        /// The node with a member set, in the place of the last of its name or at the end.
        Node with(String name, Node value) {
            List<Entry> changed = new ArrayList<>(members);
            int index = names().lastIndexOf(name);
            if (index >= 0) {
                changed.set(index, new Entry(name, value));
            } else {
                changed.add(new Entry(name, value));
            }
            return new Node(token, text, changed, elements);
        }

        Node without(String name) {
            List<Entry> changed = new ArrayList<>(members);
            changed.removeIf(entry -> entry.name().equals(name));
            return new Node(token, text, changed, elements);
        }

        Optional<String> string() {
            return token == JsonToken.VALUE_STRING ? Optional.of(text) : Optional.empty();
        }

        Optional<Boolean> flag() {
            return token.isBoolean()
                    ? Optional.of(token == JsonToken.VALUE_TRUE)
                    : Optional.empty();
        }

        Optional<Long> integer() {
            return token == JsonToken.VALUE_NUMBER_INT && new BigInteger(text).bitLength() < 64
                    ? Optional.of(Long.valueOf(text))
                    : Optional.empty();
        }

        boolean isObject() {
            return token == JsonToken.START_OBJECT;
        }

        boolean isEmpty() {
            return token.isStructStart() && members.isEmpty() && elements.isEmpty();
        }

        JsonType type() {
            return switch (token) {
                case START_OBJECT -> JsonType.OBJECT;
                case START_ARRAY -> JsonType.ARRAY;
                case VALUE_STRING -> JsonType.STRING;
                case VALUE_TRUE, VALUE_FALSE -> JsonType.BOOLEAN;
                case VALUE_NULL -> JsonType.NULL;
                default -> JsonType.NUMBER;
            };
        }
    }

    record Entry(String name, Node value) {}

    /// The object of a text; null if it is not one JSON object in UTF-8.
    static @Nullable Node object(byte[] json) {
        Node value = value(json);
        return value != null && value.isObject() ? value : null;
    }

    /// The value of a text; null if it is not one JSON value in UTF-8.
    static @Nullable Node value(byte[] json) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
            if (!hasHexadecimalEscapes(text)) {
                return null;
            }
            try (JsonParser parser = JACKSON.createParser(text)) {
                JsonToken first = parser.nextToken();
                Node value = first == null ? null : read(parser, first);
                return parser.nextToken() == null ? value : null;
            }
        } catch (IOException e) {
            return null;
        }
    }

    /// Jackson looks at the low byte of a digit only, and so takes U+0130 for a zero.
    private static boolean hasHexadecimalEscapes(String text) {
        return ESCAPE.matcher(text)
                .results()
                .map(escape -> escape.group(1))
                .allMatch(digits -> digits == null || digits.matches("[0-9a-fA-F]{4}"));
    }

    private static Node read(JsonParser parser, JsonToken token) throws IOException {
        List<Entry> members = new ArrayList<>();
        List<Node> elements = new ArrayList<>();
        String text = "";
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                members.add(new Entry(name, read(parser, parser.nextToken())));
            }
        } else if (token == JsonToken.START_ARRAY) {
            for (JsonToken next = parser.nextToken();
                    next != JsonToken.END_ARRAY;
                    next = parser.nextToken()) {
                elements.add(read(parser, next));
            }
        } else {
            text = parser.getText();
        }
        return new Node(token, text, members, elements);
    }
}
