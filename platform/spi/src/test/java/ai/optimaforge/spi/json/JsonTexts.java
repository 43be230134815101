// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Generates JSON texts of every shape, kept in the pieces they are made of, so that a test can
/// say which bytes an edit must leave alone without parsing anything.
final class JsonTexts {
    private JsonTexts() {}

    /// A piece of JSON text.
    sealed interface Value {
        String text();
    }

    record Scalar(String text) implements Value {}

    record Element(String separator, Value value) {}

    record Array(String open, List<Element> elements, String close) implements Value {
        @Override
        public String text() {
            return open + join(elements.stream().map(Element::separator).toList(), texts()) + close;
        }

        private List<String> texts() {
            return elements.stream().map(element -> element.value().text()).toList();
        }
    }

    /// A member and the separator that stands before it, unless it comes first.
    record Member(String separator, String name, String colon, Value value) {
        String text() {
            return name + colon + value.text();
        }
    }

    record Obj(String open, List<Member> members, String close) implements Value {
        @Override
        public String text() {
            return open
                    + join(
                            members.stream().map(Member::separator).toList(),
                            members.stream().map(Member::text).toList())
                    + close;
        }

        byte[] bytes() {
            return text().getBytes(UTF_8);
        }

        /// With another value in one place.
        Obj with(int index, Value value) {
            List<Member> changed = new ArrayList<>(members);
            Member old = members.get(index);
            changed.set(index, new Member(old.separator(), old.name(), old.colon(), value));
            return new Obj(open, changed, close);
        }

        /// With one more member at the end, written without white space.
        Obj plus(String name, Value value) {
            List<Member> changed = new ArrayList<>(members);
            changed.add(new Member(",", name, ":", value));
            return new Obj(open, changed, close);
        }

        /// Without the members of some places; each takes the separator before it along.
        Obj without(List<Integer> indexes) {
            List<Member> changed = new ArrayList<>();
            for (int i = 0; i < members.size(); i++) {
                if (!indexes.contains(i)) {
                    changed.add(members.get(i));
                }
            }
            return new Obj(open, changed, close);
        }
    }

    private static String join(List<String> separators, List<String> texts) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            joined.append(i == 0 ? "" : separators.get(i)).append(texts.get(i));
        }
        return joined.toString();
    }

    /// Documents: an object with white space around it.
    static Arbitrary<Obj> documents() {
        return Combinators.combine(whiteSpace(), objects(3), whiteSpace())
                .as(
                        (before, object, after) ->
                                new Obj(
                                        before + object.open(),
                                        object.members(),
                                        object.close() + after));
    }

    private static Arbitrary<Obj> objects(int depth) {
        Arbitrary<Member> member =
                Combinators.combine(around(","), names(), around(":"), values(depth - 1))
                        .as(Member::new);
        return Combinators.combine(whiteSpace(), member.list().ofMaxSize(6), whiteSpace())
                .as(
                        (open, members, close) ->
                                members.isEmpty()
                                        ? new Obj("{" + open, members, "}")
                                        : new Obj("{" + open, members, close + "}"));
    }

    private static Arbitrary<Array> arrays(int depth) {
        Arbitrary<Element> element =
                Combinators.combine(around(","), values(depth - 1)).as(Element::new);
        return Combinators.combine(whiteSpace(), element.list().ofMaxSize(4), whiteSpace())
                .as((open, elements, close) -> new Array("[" + open, elements, close + "]"));
    }

    private static Arbitrary<Value> values(int depth) {
        Arbitrary<Value> scalar = scalars().map(Scalar::new);
        return depth == 0
                ? scalar
                : Arbitraries.frequencyOf(
                        Tuple.of(2, scalar),
                        Tuple.of(1, objects(depth)),
                        Tuple.of(1, arrays(depth)));
    }

    private static Arbitrary<String> scalars() {
        return Arbitraries.oneOf(
                strings(), numbers(), Arbitraries.of("true", "false", "null", "\"\""));
    }

    /// Few names, so that they repeat, some of them written in several ways.
    static Arbitrary<String> names() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        4,
                        Arbitraries.of(
                                "\"model\"",
                                "\"mod\\u0065l\"",
                                "\"\\u006Dodel\"",
                                "\"a\"",
                                "\"\\u0061\"",
                                "\"\"",
                                "\"é\"",
                                "\"\\u00E9\"",
                                "\"😀\"",
                                "\"\\ud83d\\uDE00\"",
                                "\"\\ud83d\"",
                                "\"/\"",
                                "\"\\/\"",
                                "\"\\\"\"")),
                Tuple.of(1, strings()));
    }

    static Arbitrary<String> strings() {
        Arbitrary<String> ascii =
                Arbitraries.strings()
                        .withCharRange(' ', '\u007f')
                        .excludeChars('"', '\\')
                        .ofMaxLength(12);
        Arbitrary<String> unicode =
                Arbitraries.integers()
                        .between(0x80, Character.MAX_CODE_POINT)
                        .filter(point -> point < 0xD800 || point > 0xDFFF)
                        .map(Character::toString);
        Arbitrary<String> escape =
                Arbitraries.of("\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t");
        Arbitrary<String> hexadecimal =
                Arbitraries.integers()
                        .between(0, 0xFFFF)
                        .flatMap(
                                unit ->
                                        Arbitraries.of("\\u%04x", "\\u%04X")
                                                .map(f -> f.formatted(unit)));
        Arbitrary<String> surrogate =
                Arbitraries.integers().between(0xD800, 0xDFFF).map("\\u%04x"::formatted);
        return Arbitraries.oneOf(ascii, ascii, unicode, escape, hexadecimal, surrogate)
                .list()
                .ofMaxSize(6)
                .map(parts -> parts.stream().collect(Collectors.joining("", "\"", "\"")));
    }

    private static Arbitrary<String> numbers() {
        Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(40);
        Arbitrary<String> whole =
                digits.map(text -> text.replaceFirst("^0+(?=.)", ""))
                        .flatMap(text -> Arbitraries.of(text, "-" + text));
        Arbitrary<String> fraction = digits.map(text -> "." + text);
        Arbitrary<String> exponent =
                Combinators.combine(
                                Arbitraries.of("e", "E", "e+", "E-", "e-"),
                                Arbitraries.integers().between(0, 2000))
                        .as((e, power) -> e + power);
        return Arbitraries.oneOf(
                whole,
                Arbitraries.longs().map(String::valueOf),
                Arbitraries.integers().between(-9, 99).map(String::valueOf),
                Combinators.combine(whole, fraction).as((a, b) -> a + b),
                Combinators.combine(whole, exponent).as((a, b) -> a + b),
                Combinators.combine(whole, fraction, exponent).as((a, b, c) -> a + b + c),
                Arbitraries.of(
                        "0",
                        "-0",
                        "0.0",
                        "1e999",
                        "-1E-999",
                        "9223372036854775807",
                        "9223372036854775808",
                        "-9223372036854775808",
                        "-9223372036854775809"));
    }

    private static Arbitrary<String> around(String sign) {
        return Combinators.combine(whiteSpace(), whiteSpace())
                .as((before, after) -> before + sign + after);
    }

    private static Arbitrary<String> whiteSpace() {
        return Arbitraries.of("", "", "", " ", "\n", "\r\n\t", "  ");
    }
}
