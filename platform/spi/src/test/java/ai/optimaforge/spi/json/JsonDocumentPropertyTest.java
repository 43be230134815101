// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.json.JsonOracle.Node;
import ai.optimaforge.spi.json.JsonTexts.Array;
import ai.optimaforge.spi.json.JsonTexts.Element;
import ai.optimaforge.spi.json.JsonTexts.Obj;
import ai.optimaforge.spi.json.JsonTexts.Scalar;
import ai.optimaforge.spi.json.JsonTexts.Value;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Whatever the object: its bytes survive, reads agree with another parser, and an edit changes
/// what it names and nothing else.
@PropertyDefaults(tries = 300, edgeCases = EdgeCasesMode.NONE)
class JsonDocumentPropertyTest {
    private static final Scalar ONE = new Scalar("1");

    @Property
    void should_write_the_bytes_that_came_in_when_nothing_was_changed(
            @ForAll("documents") Obj object) {
        assertArrayEquals(object.bytes(), JsonDocument.parse(object.bytes()).toBuffer().getBytes());
        assertEquals(object.text(), JsonDocument.parse(Buffer.buffer(object.bytes())).toString());
    }

    @Property
    void should_read_what_another_parser_reads_when_a_document_came_in(
            @ForAll("documents") Obj object) {
        assertReads(oracle(object.bytes()), JsonDocument.parse(object.bytes()));
    }

    @Property
    void should_give_the_text_of_a_member_when_asked_for_it_raw(@ForAll("documents") Obj object) {
        JsonDocument document = JsonDocument.parse(object.bytes());
        List<String> names = document.names();
        for (String name : names) {
            Value last = object.members().get(names.lastIndexOf(name)).value();
            assertEquals(Optional.of(last.text()), document.raw(name).map(Buffer::toString), name);
            assertEquals(
                    Optional.of(last.text()), document.slice(name).map(JsonSlice::toString), name);
        }
    }

    @Property
    void should_leave_every_other_byte_when_a_member_is_set(
            @ForAll("documents") Obj object, @ForAll("names") String nameToken) {
        String name = decoded(nameToken);
        int index = namesOf(object).lastIndexOf(name);
        Obj expected =
                index >= 0
                        ? object.with(index, ONE)
                        : object.plus(new String(JsonWriter.encode(name), UTF_8), ONE);
        assertEquals(expected.text(), JsonDocument.parse(object.bytes()).with(name, 1).toString());
    }

    @Property
    void should_leave_every_other_byte_when_a_member_is_taken_out(
            @ForAll("documents") Obj object, @ForAll("names") String nameToken) {
        String name = decoded(nameToken);
        List<String> names = namesOf(object);
        List<Integer> gone =
                IntStream.range(0, names.size())
                        .filter(i -> names.get(i).equals(name))
                        .boxed()
                        .toList();
        assertEquals(
                object.without(gone).text(),
                JsonDocument.parse(object.bytes()).without(name).toString());
    }

    @Property
    void should_leave_every_other_byte_when_an_object_in_it_is_changed(
            @ForAll("documents") Obj object) {
        JsonDocument document = JsonDocument.parse(object.bytes());
        List<String> names = namesOf(object);
        for (String name : names) {
            int index = names.lastIndexOf(name);
            JsonDocument changed = document.mapObject(name, inner -> inner.with("set", 1));
            if (object.members().get(index).value() instanceof Obj inner) {
                assertEquals(object.with(index, withSet(inner)).text(), changed.toString());
            } else {
                assertSame(document, changed);
            }
        }
    }

    @Property
    void should_leave_every_other_byte_when_objects_in_an_array_are_changed(
            @ForAll("documents") Obj object, @ForAll List<Boolean> choices) {
        JsonDocument document = JsonDocument.parse(object.bytes());
        List<String> names = namesOf(object);
        for (String name : names) {
            int index = names.lastIndexOf(name);
            List<Boolean> left = new ArrayList<>(choices);
            JsonDocument changed =
                    document.mapObjects(name, inner -> next(left) ? inner.with("set", 1) : inner);
            List<Boolean> again = new ArrayList<>(choices);
            if (object.members().get(index).value() instanceof Array array) {
                List<Element> elements = new ArrayList<>();
                for (Element element : array.elements()) {
                    elements.add(
                            element.value() instanceof Obj inner && next(again)
                                    ? new Element(element.separator(), withSet(inner))
                                    : element);
                }
                Array expected = new Array(array.open(), elements, array.close());
                assertEquals(object.with(index, expected).text(), changed.toString());
            } else {
                assertSame(document, changed);
            }
        }
    }

    @Property
    void should_read_and_write_alike_when_edits_follow_one_another(
            @ForAll("documents") Obj object, @ForAll("edits") List<Edit> edits) {
        JsonDocument document = JsonDocument.parse(object.bytes());
        Node expected = oracle(object.bytes());
        for (Edit edit : edits) {
            document = edit.apply(document);
            expected = edit.apply(expected);
            assertEquals(expected, oracle(document.toBuffer().getBytes()));
            assertReads(expected, document);
            assertReads(expected, JsonDocument.parse(document.toBuffer()));
        }
        assertEquals(object.text(), JsonDocument.parse(object.bytes()).toString());
    }

    private static void assertReads(Node expected, JsonDocument document) {
        assertEquals(expected.names(), document.names());
        List<String> names = new ArrayList<>(expected.names());
        names.add("not in any of them");
        for (String name : names) {
            Optional<Node> value = expected.last(name);
            assertEquals(value.isPresent(), document.has(name));
            assertEquals(value.map(Node::type), document.type(name));
            assertEquals(value.flatMap(Node::string), document.string(name));
            assertEquals(value.flatMap(Node::flag), document.flag(name));
            assertEquals(value.flatMap(Node::integer), document.integer(name));
            assertEquals(value.map(Node::isEmpty).orElse(false), document.isEmpty(name));
            assertEquals(
                    expected.names().indexOf(name) < expected.names().lastIndexOf(name),
                    document.isRepeated(name));
            assertEquals(value, document.raw(name).map(text -> JsonOracle.value(text.getBytes())));
            assertEquals(
                    value.filter(Node::isObject),
                    document.object(name).map(inner -> oracle(inner.toBuffer().getBytes())));
            assertEquals(
                    value.map(Node::elements).orElse(List.of()).stream()
                            .filter(Node::isObject)
                            .toList(),
                    document.objects(name).stream()
                            .map(inner -> oracle(inner.toBuffer().getBytes()))
                            .toList());
            document.object(name).ifPresent(inner -> assertReads(value.orElseThrow(), inner));
        }
    }

    /// An edit of a document, and what it means.
    sealed interface Edit {
        JsonDocument apply(JsonDocument document);

        Node apply(Node node);
    }

    record Set(String name, Given given) implements Edit {
        @Override
        public JsonDocument apply(JsonDocument document) {
            return document.with(name, given.value());
        }

        @Override
        public Node apply(Node node) {
            return node.with(name, given.node());
        }
    }

    record TakeOut(String name) implements Edit {
        @Override
        public JsonDocument apply(JsonDocument document) {
            return document.without(name);
        }

        @Override
        public Node apply(Node node) {
            return node.without(name);
        }
    }

    record Inside(String name, Edit edit) implements Edit {
        @Override
        public JsonDocument apply(JsonDocument document) {
            return document.mapObject(name, edit::apply);
        }

        @Override
        public Node apply(Node node) {
            return node.last(name)
                    .filter(Node::isObject)
                    .map(inner -> node.with(name, edit.apply(inner)))
                    .orElse(node);
        }
    }

    record InEach(String name, Edit edit) implements Edit {
        @Override
        public JsonDocument apply(JsonDocument document) {
            return document.mapObjects(name, edit::apply);
        }

        @Override
        public Node apply(Node node) {
            return node.last(name).map(array -> node.with(name, inEach(array))).orElse(node);
        }

        private Node inEach(Node array) {
            List<Node> elements =
                    array.elements().stream()
                            .map(element -> element.isObject() ? edit.apply(element) : element)
                            .toList();
            return new Node(array.token(), array.text(), array.members(), elements);
        }
    }

    /// A value as it is given to `with`, and its JSON.
    record Given(@Nullable Object value, String json) {
        Node node() {
            return requireNonNull(JsonOracle.value(json.getBytes(UTF_8)));
        }
    }

    @Provide
    Arbitrary<Obj> documents() {
        return JsonTexts.documents();
    }

    @Provide
    Arbitrary<String> names() {
        return JsonTexts.names();
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        Arbitrary<String> name = names().map(JsonDocumentPropertyTest::decoded);
        Arbitrary<Edit> set = Combinators.combine(name, givens()).as(Set::new);
        Arbitrary<Edit> flat = Arbitraries.oneOf(set, name.map(TakeOut::new));
        return Arbitraries.frequencyOf(
                        Tuple.of(2, flat),
                        Tuple.of(1, Combinators.combine(name, flat).as(Inside::new)),
                        Tuple.of(1, Combinators.combine(name, flat).as(InEach::new)))
                .list()
                .ofMaxSize(5);
    }

    private static Arbitrary<Given> givens() {
        return Arbitraries.oneOf(
                JsonTexts.strings().map(token -> new Given(decoded(token), token)),
                Arbitraries.longs().map(number -> new Given(number, number.toString())),
                JsonTexts.documents()
                        .map(
                                object ->
                                        new Given(
                                                JsonDocument.parse(object.bytes()), object.text())),
                Arbitraries.of(
                        new Given(null, "null"),
                        new Given(true, "true"),
                        new Given(0.5, "0.5"),
                        new Given("naïve \ud83d", "\"naïve \\ud83d\""),
                        new Given(new JsonObject().put("é", "\ude00"), "{\"é\":\"\\ude00\"}"),
                        new Given(
                                new JsonArray().add(new JsonObject()).add(2).addNull(),
                                "[{},2,null]")));
    }

    private static boolean next(List<Boolean> choices) {
        return !choices.isEmpty() && choices.removeFirst();
    }

    private static Obj withSet(Obj object) {
        return object.plus("\"set\"", ONE);
    }

    private static List<String> namesOf(Obj object) {
        return oracle(object.bytes()).names();
    }

    private static String decoded(String token) {
        return requireNonNull(JsonOracle.value(token.getBytes(UTF_8))).text();
    }

    private static Node oracle(byte[] json) {
        return requireNonNull(JsonOracle.object(json), "the other parser refuses it");
    }
}
