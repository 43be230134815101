// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The instances of a group share the load; the others keep their place.
class GroupLoadTest {
    private static final int ROUNDS = 400;

    private final Offer one = offer(StubProvider.inGroup("one", "twins", "m"));
    private final Offer two = offer(StubProvider.inGroup("two", "twins", "m"));
    private final Offer alone = offer(StubProvider.has("alone", "m"));

    private static Offer offer(ProviderInstance instance) {
        return new Offer(
                instance,
                ModelInfo.of("m", ModelMode.CHAT),
                0.5,
                instance.health("m"),
                Optional.empty());
    }

    private static Map<String, Integer> firsts(List<Offer> offers) {
        Map<String, Integer> firsts = new HashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            List<Offer> spread = GroupLoad.spread(offers);
            assertEquals(new HashSet<>(offers), new HashSet<>(spread));
            firsts.merge(spread.getFirst().instance(), 1, Integer::sum);
        }
        return firsts;
    }

    @Test
    void should_share_between_equals() {
        Map<String, Integer> firsts = firsts(List.of(one, two, alone));
        assertEquals(2, firsts.size(), firsts::toString);
        assertTrue(firsts.getOrDefault("one", 0) > ROUNDS / 4, firsts::toString);
        assertTrue(firsts.getOrDefault("two", 0) > ROUNDS / 4, firsts::toString);
    }

    @Test
    void should_prefer_the_one_with_fewer_calls_under_way() {
        one.provider().began();
        Map<String, Integer> firsts = firsts(List.of(one, two));
        assertTrue(firsts.getOrDefault("two", 0) > ROUNDS / 2, firsts::toString);
        one.provider().ended();
    }

    @Test
    void should_prefer_the_one_that_answers_sooner() {
        one.health().took(Duration.ofMillis(500).toNanos());
        two.health().took(Duration.ofMillis(50).toNanos());
        Map<String, Integer> firsts = firsts(List.of(one, two));
        assertTrue(firsts.getOrDefault("two", 0) > ROUNDS / 2, firsts::toString);
    }

    @Test
    void should_spare_the_one_that_is_to_be_spared_unless_all_are() {
        one.health().rest(Duration.ofMinutes(1));
        assertEquals(Map.of("two", ROUNDS), firsts(List.of(one, two)));
        two.health().rest(Duration.ofMinutes(1));
        assertEquals(2, firsts(List.of(one, two)).size());
    }

    @Test
    void should_have_nothing_to_share_when_nothing_is_left() {
        assertEquals(List.of(), GroupLoad.spread(List.of()));
    }

    @Test
    void should_leave_the_order_alone_when_the_first_is_in_no_group() {
        List<Offer> offers = List.of(alone, one, two);
        assertSame(offers, GroupLoad.spread(offers));
    }
}
