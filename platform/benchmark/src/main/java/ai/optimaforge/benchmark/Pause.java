// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.time.Duration;

/// A rest between two looks at something that cannot be waited for.
final class Pause {
    private Pause() {}

    static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }
}
