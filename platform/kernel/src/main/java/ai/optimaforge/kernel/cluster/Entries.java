// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import io.vertx.core.Future;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Bytes by key, each for its time. No bytes at all stand for no entry.
interface Entries {
    Future<Optional<byte[]>> get(String key);

    Future<Void> put(String key, byte[] value, Duration ttl);

    Future<Void> remove(String key);

    /// Runs the step function of that name on an entry, while nobody else touches it.
    ///
    /// @param ttl how long the entry lives if the function changes it
    /// @return what the function answered
    Future<byte[]> apply(String key, String step, byte[] argument, Duration ttl);

    /// Runs an action with the key of each entry that was written or removed, on a thread that
    /// must not be held up.
    void onChange(Consumer<String> action);
}
