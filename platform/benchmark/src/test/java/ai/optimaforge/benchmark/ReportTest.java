// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;

class ReportTest {
    private final Contender direct = contender("direct");
    private final Contender ours = contender("ours");

    @Test
    void should_show_medians_in_a_table_and_keep_the_samples() {
        var report = new Report();
        report.put("Calls/s", "direct", "%,.0f", samples(3000, 1000, 2000));
        report.fail("Calls/s", "ours", new BenchmarkException("it broke"));
        report.put("Memory, MB", "ours", "%.0f", samples(1, 2));

        assertEquals(
                """
                |  | direct | ours |
                | --- | --: | --: |
                | Calls/s | 2,000 | failed |
                | Memory, MB | – | 2 |

                - Calls/s, ours: it broke\
                """,
                report.markdown());
        assertEquals(
                "{\"median\":2000.0,\"samples\":[3000.0,1000.0,2000.0],\"shown\":\"2,000\"}",
                report.json()
                        .getJsonObject(0)
                        .getJsonObject("figures")
                        .getJsonObject("direct")
                        .encode());
    }

    @Test
    void should_take_turns_and_leave_out_whoever_fails() {
        var turns = new ArrayDeque<String>();
        Rounds<Integer> rounds =
                Rounds.of(
                        3,
                        List.of(direct, ours),
                        target -> {
                            turns.add(target.name());
                            if (target.name().equals("ours") && turns.size() > 2) {
                                throw new BenchmarkException("no more");
                            }
                            return turns.size();
                        });

        assertEquals(List.of("direct", "ours", "direct", "ours", "direct"), List.copyOf(turns));
        assertEquals(List.of(1, 3, 5), rounds.of(direct));
        assertEquals(3, rounds.samples(direct, n -> n).median());
        assertThrows(BenchmarkException.class, () -> rounds.of(ours));
    }

    private static Samples samples(double... values) {
        var samples = new Samples();
        for (double value : values) {
            samples.add(value);
        }
        return samples;
    }

    private static Contender contender(String name) {
        var target = new Target(name, URI.create("http://127.0.0.1:1/v1"), "none", "fake");
        return new Contender(target, OptionalLong.empty());
    }
}
