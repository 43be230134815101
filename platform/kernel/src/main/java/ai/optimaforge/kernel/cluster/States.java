// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import io.vertx.core.Future;

import java.time.Duration;
import java.util.regex.Pattern;

/// Shared states as entries of the grid.
final class States implements SharedStates {
    private static final Pattern MAP = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final int LONGEST_KEY = 512;

    private final Grid grid;
    private final int most;

    States(Grid grid, int most) {
        this.grid = grid;
        this.most = most;
    }

    @Override
    public <R> Future<R> apply(String map, String key, StateStep<R> step, Duration ttl) {
        if (!MAP.matcher(map).matches()) {
            throw new IllegalArgumentException("not the name of a kind of state: " + map);
        }
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "a key has 1 to " + LONGEST_KEY + " characters, not " + key.length());
        }
        if (!ttl.isPositive()) {
            throw new IllegalArgumentException("ttl must be positive, not " + ttl);
        }
        return grid.entries("state:" + map, most)
                .apply(key, step.type(), step.argument(), ttl)
                .map(step::result);
    }
}
