// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Whatever producer and reader do, and in whatever order, also from inside the stream's own
/// calls: the promises of the stream hold.
@PropertyDefaults(tries = 300, edgeCases = EdgeCasesMode.NONE)
class PushStreamPropertyTest {

    @Property(tries = 3000)
    void should_keep_its_promises_when_producer_and_reader_do_anything(
            @ForAll("scripts") List<Step> script,
            @ForAll("scripts") List<Step> whenAnItemArrives,
            @ForAll("scripts") List<Step> whenTheProducerIsCalled) {
        Scene scene = new Scene(whenAnItemArrives, whenTheProducerIsCalled);
        for (Step step : script) {
            scene.play(step);
            scene.assertSettled();
        }
        scene.assertFinished();
    }

    @Property
    void should_hand_on_every_item_when_the_producer_pushes_as_it_is_resumed(
            @ForAll @IntRange(max = 50) int count, @ForAll @IntRange(min = 1, max = 7) int batch) {
        List<Integer> read = new ArrayList<>();
        Source source = new Source(count);
        PushStream<Integer> stream = new PushStream<>(source);
        source.target.add(stream);
        stream.handler(
                item -> {
                    read.add(item);
                    if (read.size() % batch == 0) {
                        stream.fetch(batch);
                    }
                });
        List<String> ends = new ArrayList<>();
        stream.endHandler(nothing -> ends.add("end"));
        stream.fetch(batch);
        stream.fetch(1);
        assertEquals(source.pushed, read);
        assertEquals(count, read.size());
        assertEquals(List.of("end"), ends);
    }

    enum Action {
        PUSH,
        END,
        FAIL,
        PAUSE,
        RESUME,
        FETCH,
        CANCEL
    }

    record Step(Action action, int amount) {}

    @Provide
    Arbitrary<List<Step>> scripts() {
        Arbitrary<Action> action =
                Arbitraries.frequency(
                        Tuple.of(12, Action.PUSH),
                        Tuple.of(8, Action.FETCH),
                        Tuple.of(4, Action.PAUSE),
                        Tuple.of(3, Action.RESUME),
                        Tuple.of(1, Action.END),
                        Tuple.of(1, Action.FAIL),
                        Tuple.of(1, Action.CANCEL));
        return action.flatMap(
                        chosen ->
                                Arbitraries.integers()
                                        .between(0, 4)
                                        .map(amount -> new Step(chosen, amount)))
                .list()
                .ofMaxSize(14);
    }

    /// A stream with both its sides, and what must hold between them.
    private static final class Scene implements PushStream.Producer {
        private final PushStream<Integer> stream = new PushStream<>(this);
        private final Deque<Step> whenAnItemArrives;
        private final Deque<Step> whenTheProducerIsCalled;
        private final List<Integer> pushed = new ArrayList<>();
        private final List<Integer> read = new ArrayList<>();
        private final IllegalStateException failure = new IllegalStateException();
        private long demand;
        private boolean unbounded;
        private boolean producing;
        private boolean over;
        private boolean failed;
        private boolean cancelled;
        private boolean aborted;
        private int ends;
        private int failures;

        Scene(List<Step> whenAnItemArrives, List<Step> whenTheProducerIsCalled) {
            this.whenAnItemArrives = new ArrayDeque<>(whenAnItemArrives);
            this.whenTheProducerIsCalled = new ArrayDeque<>(whenTheProducerIsCalled);
            stream.handler(this::arrived);
            stream.endHandler(nothing -> ended());
            stream.exceptionHandler(this::failed);
        }

        void play(Step step) {
            switch (step.action()) {
                case PUSH -> push();
                case END -> {
                    over = true;
                    stream.end();
                }
                case FAIL -> {
                    failed |= !over;
                    over = true;
                    stream.fail(failure);
                }
                case PAUSE -> {
                    demand = 0;
                    unbounded = false;
                    stream.pause();
                }
                case RESUME -> {
                    unbounded = true;
                    stream.resume();
                }
                case FETCH -> {
                    demand += step.amount();
                    stream.fetch(step.amount());
                }
                case CANCEL -> giveUp();
            }
        }

        private void push() {
            int item = pushed.size();
            if (!over && !cancelled) {
                pushed.add(item);
            }
            stream.push(item);
        }

        private void giveUp() {
            cancelled |= ends + failures == 0;
            stream.cancel();
        }

        private boolean isDemanded() {
            return unbounded || demand > 0;
        }

        private void arrived(int item) {
            assertTrue(isDemanded(), "an item without demand");
            assertFalse(cancelled, "an item after cancel");
            assertEquals(0, ends + failures, "an item after the end");
            demand -= unbounded ? 0 : 1;
            read.add(item);
            if (!whenAnItemArrives.isEmpty()) {
                play(whenAnItemArrives.poll());
            }
        }

        private void ended() {
            ends++;
            assertClosing();
            assertFalse(failed, "an end in place of a failure");
        }

        private void failed(Throwable cause) {
            failures++;
            assertClosing();
            assertEquals(failure, cause);
            assertTrue(failed, "a failure that nobody reported");
        }

        private void assertClosing() {
            assertEquals(1, ends + failures, "a second end");
            assertTrue(over, "an end that nobody reported");
            assertFalse(cancelled, "an end after cancel");
            assertEquals(pushed, read, "an end before the items");
            assertTrue(stream.isClosed());
            // a stream that is over takes everything in silence
            stream.push(-1);
            stream.end();
            stream.fail(failure);
            stream.pause();
            stream.fetch(1);
        }

        @Override
        public void pause() {
            called();
            assertTrue(producing, "paused twice");
            producing = false;
            answer();
        }

        @Override
        public void resume() {
            called();
            assertFalse(producing, "resumed twice");
            producing = true;
            answer();
        }

        private void called() {
            assertFalse(over, "the producer is called after the end");
            assertFalse(aborted, "the producer is called after cancel");
        }

        private void answer() {
            if (!whenTheProducerIsCalled.isEmpty()) {
                play(whenTheProducerIsCalled.poll());
            }
        }

        @Override
        public void cancel() {
            called();
            aborted = true;
        }

        /// What must hold when nobody is inside a call of the stream.
        void assertSettled() {
            assertEquals(pushed.subList(0, read.size()), read, "the order");
            if (cancelled) {
                assertTrue(stream.isClosed());
            } else if (isDemanded()) {
                assertEquals(pushed, read, "an item waits although it is asked for");
                assertEquals(over, stream.isClosed());
            }
            if (!over && !cancelled) {
                assertEquals(isDemanded(), producing, "whether the producer should push");
            }
        }

        /// Asks for all that is left.
        void assertFinished() {
            whenAnItemArrives.clear();
            whenTheProducerIsCalled.clear();
            play(new Step(Action.RESUME, 0));
            play(new Step(Action.END, 0));
            assertSettled();
            assertTrue(stream.isClosed());
            if (!cancelled) {
                assertEquals(failed ? 0 : 1, ends);
                assertEquals(failed ? 1 : 0, failures);
            }
        }
    }

    /// A producer that pushes inside `resume`, as long as it is not paused.
    private static final class Source implements PushStream.Producer {
        private final Deque<PushStream<Integer>> target = new ArrayDeque<>();
        private final List<Integer> pushed = new ArrayList<>();
        private final int count;
        private boolean producing;

        Source(int count) {
            this.count = count;
        }

        @Override
        public void pause() {
            producing = false;
        }

        @Override
        public void resume() {
            producing = true;
            while (producing && pushed.size() < count) {
                pushed.add(pushed.size());
                target.getFirst().push(pushed.getLast());
            }
            if (producing) {
                target.getFirst().end();
            }
        }

        @Override
        public void cancel() {
            producing = false;
        }
    }
}
