// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What clients were told, from any thread.
///
/// @param keys the ids of keys that were made
/// @param users for each user the last value that was acknowledged; values only grow
/// @param callsAsked calls of a model that were sent
/// @param callsAnswered calls of a model that were answered whole
record Ledger(
        Set<String> keys,
        Map<String, Long> users,
        AtomicLong userWrites,
        AtomicLong callsAsked,
        AtomicLong callsAnswered) {
    Ledger() {
        this(
                ConcurrentHashMap.newKeySet(),
                new ConcurrentHashMap<>(),
                new AtomicLong(),
                new AtomicLong(),
                new AtomicLong());
    }

    String summary() {
        return "%d keys made, %d changes of users, %d calls answered"
                .formatted(keys.size(), userWrites.get(), callsAnswered.get());
    }
}
