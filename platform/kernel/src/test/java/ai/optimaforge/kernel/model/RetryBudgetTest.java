// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An outage is not multiplied by retries.
class RetryBudgetTest {
    @ParameterizedTest
    @CsvSource({"0, 10", "50, 10", "100, 10", "200, 20", "1000, 100"})
    void should_allow_a_tenth_of_the_calls_and_ten_in_any_case(int calls, int retries) {
        RetryBudget budget = new RetryBudget();
        for (int i = 0; i < calls; i++) {
            budget.called();
        }
        int taken = 0;
        for (int i = 0; i < 1_000; i++) {
            taken += budget.take() ? 1 : 0;
        }
        assertEquals(retries, taken);
    }
}
