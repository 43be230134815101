// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The same events come out, however they were written and wherever the network split them.
@PropertyDefaults(tries = 300, edgeCases = EdgeCasesMode.NONE)
class SseReaderTest {
    private static final int ROOMY = 1 << 16;

    record Event(String type, String data) {}

    /// A stream as a server writes it, and the events in it.
    record Written(String text, List<Event> events) {
        byte[] bytes() {
            return text.getBytes(UTF_8);
        }
    }

    @Property
    void should_read_the_same_events_when_reads_split_them_anywhere(
            @ForAll("streams") Written stream, @ForAll("sizes") List<Integer> sizes) {
        assertEquals(stream.events(), read(stream.bytes(), sizes, ROOMY));
    }

    @Property
    void should_read_the_same_events_when_each_byte_comes_alone(@ForAll("streams") Written stream) {
        assertEquals(stream.events(), read(stream.bytes(), List.of(1), ROOMY));
    }

    @Property
    void should_hold_the_last_event_back_when_its_blank_line_is_missing(
            @ForAll("streams") Written stream, @ForAll("sizes") List<Integer> sizes) {
        byte[] bytes = (stream.text() + "event: e\ndata: not whole\ndata: more").getBytes(UTF_8);
        assertEquals(stream.events(), read(bytes, sizes, ROOMY));
    }

    @Property
    void should_read_or_refuse_alike_when_reads_split_a_stream_near_the_limit(
            @ForAll("streams") Written stream, @ForAll("sizes") List<Integer> sizes) {
        for (int limit = 1; limit < 24; limit++) {
            List<Event> whole = readAsFarAsAllowed(stream.bytes(), List.of(ROOMY), limit);
            assertEquals(whole, readAsFarAsAllowed(stream.bytes(), sizes, limit));
            assertEquals(whole, readAsFarAsAllowed(stream.bytes(), List.of(1), limit));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: 12345",
                "data: 12345\n",
                "data:12345\ndata:12345\n\n",
                "data:1\ndata:2\ndata:3\ndata:4\ndata:5\ndata:6\n\n",
                ": a comment\n",
                "unknown: field\n",
                "event: of a long type\n",
                "without a colon",
            })
    void should_refuse_an_event_when_it_is_larger_than_the_limit(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        for (int size : List.of(1, 2, 3, ROOMY)) {
            assertEquals(
                    "an event of the stream is larger than 10 bytes",
                    assertThrows(IllegalStateException.class, () -> read(bytes, List.of(size), 10))
                            .getMessage());
        }
    }

    @Test
    void should_read_an_event_when_it_just_fits_the_limit() {
        assertEquals(
                List.of(new Event("", "12345"), new Event("", "1\n2\n3\n4\n5")),
                read("data:12345\n\ndata:1\ndata:2\ndata:3\ndata:4\ndata:5\n\n", 10));
    }

    @Test
    void should_read_as_the_standard_says_when_given_its_examples() {
        assertEquals(
                List.of(new Event("", "YHOO\n+2\n10")),
                read("data: YHOO\ndata: +2\ndata: 10\n\n", ROOMY));
        assertEquals(
                List.of(
                        new Event("", "first event"),
                        new Event("", "second event"),
                        new Event("", " third event")),
                read(
                        """
                        : test stream

                        data: first event
                        id: 1

                        data:second event
                        id

                        data:  third event

                        """,
                        ROOMY));
        assertEquals(
                List.of(new Event("", ""), new Event("", "\n")),
                read("data\n\ndata\ndata\n\ndata:", ROOMY));
        assertEquals(
                List.of(new Event("", "test"), new Event("", "test")),
                read("data:test\n\ndata: test\n\n", ROOMY));
    }

    @Test
    void should_forget_the_type_when_an_event_had_no_data() {
        assertEquals(List.of(new Event("", "b")), read("event: a\n\ndata: b\n\n", ROOMY));
    }

    @Test
    void should_skip_a_byte_order_mark_only_when_it_leads_the_stream() {
        assertEquals(
                List.of(new Event("", "a")), read("\ufeffdata: a\n\n\ufeffdata: b\n\n", ROOMY));
    }

    @Test
    void should_hand_on_an_event_at_once_when_its_blank_line_ends_with_a_carriage_return() {
        List<Event> events = new ArrayList<>();
        SseReader reader = reader(ROOMY, events);
        reader.feed(Buffer.buffer("data: a\r\n\r"));
        assertEquals(List.of(new Event("", "a")), events);
        reader.feed(Buffer.buffer(""));
        reader.feed(Buffer.buffer("\ndata: b\r\r"));
        assertEquals(List.of(new Event("", "a"), new Event("", "b")), events);
    }

    @Provide
    Arbitrary<List<Integer>> sizes() {
        return Arbitraries.integers()
                .between(0, 9)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .filter(sizes -> sizes.stream().anyMatch(size -> size > 0));
    }

    @Provide
    Arbitrary<Written> streams() {
        return Combinators.combine(
                        Arbitraries.of("", "\ufeff"), ends(), written().list().ofMaxSize(5))
                .as(
                        (mark, first, parts) ->
                                new Written(
                                        parts.stream()
                                                .map(Written::text)
                                                .collect(Collectors.joining("", mark + first, "")),
                                        parts.stream()
                                                .flatMap(part -> part.events().stream())
                                                .toList()));
    }

    /// One event, or a block of lines that is none.
    private static Arbitrary<Written> written() {
        return Combinators.combine(
                        types(), texts().list().ofMaxSize(3), noise().list().ofSize(5), end())
                .as(SseReaderTest::write);
    }

    private static Written write(String type, List<String> data, List<String> noise, String end) {
        StringBuilder text = new StringBuilder(noise.get(0));
        if (!type.isEmpty()) {
            text.append("event: ").append(type).append(end).append(noise.get(1));
        }
        for (int i = 0; i < data.size(); i++) {
            String line = data.get(i);
            // the space may be left out, unless the data begin with one
            String colon = line.startsWith(" ") || i % 2 == 0 ? "data: " : "data:";
            text.append(line.isEmpty() && i % 2 == 1 ? "data" : colon + line);
            text.append(end).append(noise.get(2 + i));
        }
        // behind a carriage return, the first line feed would still belong to it
        boolean pending = "\n".equals(end) && text.toString().endsWith("\r");
        text.append(pending ? "\n\n" : end);
        return new Written(
                text.toString(),
                data.isEmpty() ? List.of() : List.of(new Event(type, String.join("\n", data))));
    }

    private static Arbitrary<String> types() {
        return Arbitraries.of("", "", "message", "content_block_delta", "é😀");
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars(" a1:{}\"\\\t\u0000é€\ufeff\u2028")
                .ofMaxLength(8)
                .flatMap(text -> Arbitraries.of(text, text + "😀", "[DONE]"));
    }

    /// Lines that mean nothing, or none.
    private static Arbitrary<String> noise() {
        Arbitrary<String> line =
                Arbitraries.of(
                        ":",
                        ": comment é",
                        ":data: x",
                        "id: 7",
                        "retry: 10",
                        "unknown",
                        "Data: x",
                        " data: x",
                        "data : x",
                        "dat: x",
                        "datas: x");
        return Combinators.combine(line, end())
                .as((text, end) -> text + end)
                .flatMap(text -> Arbitraries.of("", "", text));
    }

    private static Arbitrary<String> ends() {
        return end().list().ofMaxSize(3).map(ends -> String.join("", ends));
    }

    private static Arbitrary<String> end() {
        return Arbitraries.of("\n", "\r\n", "\r");
    }

    private static List<Event> read(String text, int limit) {
        return read(text.getBytes(UTF_8), List.of(ROOMY), limit);
    }

    /// Feeds reads of these sizes, over and over.
    private static List<Event> read(byte[] bytes, List<Integer> sizes, int limit) {
        List<Event> events = new ArrayList<>();
        feed(reader(limit, events), bytes, sizes);
        return events;
    }

    private static List<Event> readAsFarAsAllowed(byte[] bytes, List<Integer> sizes, int limit) {
        List<Event> events = new ArrayList<>();
        try {
            feed(reader(limit, events), bytes, sizes);
        } catch (IllegalStateException e) {
            events.add(new Event("refused", ""));
        }
        return events;
    }

    private static void feed(SseReader reader, byte[] bytes, List<Integer> sizes) {
        int from = 0;
        for (int i = 0; from < bytes.length; i++) {
            int to = Math.min(bytes.length, from + sizes.get(i % sizes.size()));
            reader.feed(Buffer.buffer(Arrays.copyOfRange(bytes, from, to)));
            from = to;
        }
    }

    private static SseReader reader(int limit, List<Event> events) {
        return new SseReader(
                limit, (type, data) -> events.add(new Event(type, new String(data, UTF_8))));
    }
}
