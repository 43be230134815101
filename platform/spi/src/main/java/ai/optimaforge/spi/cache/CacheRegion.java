// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.cache;

import ai.optimaforge.spi.Registration;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Entries with a name, of bytes, counters or locks; the three do not share names. Keys are 1 to
/// 512 characters, values at most 1 MiB, times positive; what is not, is an
/// [IllegalArgumentException] at once.
///
/// What was answered has been done, and is on a second node where there is one. If a node dies
/// before it has answered, what it was asked may be done twice: a counter may count once more,
/// and [#putIfAbsent] or [#compareAndSet] may say no of what they wrote themselves.
///
/// All methods may be called from any thread. Called on an event loop, results come back to that
/// loop. While the cluster is away, futures fail with
/// [ai.optimaforge.spi.CommonError#CACHE_UNAVAILABLE].
public interface CacheRegion {
    /// Reads a value.
    Future<Optional<Buffer>> get(String key);

    /// Writes a value that lives as long as the region says.
    Future<Void> put(String key, Buffer value);

    /// Writes a value that lives shorter, at most as long as the region says.
    Future<Void> put(String key, Buffer value, Duration ttl);

    /// Writes a value where there is none.
    ///
    /// @return whether it was written
    Future<Boolean> putIfAbsent(String key, Buffer value);

    /// Replaces a value that is still the one expected, byte for byte.
    ///
    /// @return whether it was replaced
    Future<Boolean> compareAndSet(String key, Buffer expected, Buffer replacement);

    /// Removes a value, if it is there.
    Future<Void> remove(String key);

    /// Reads a value that is a JSON object.
    default Future<Optional<JsonObject>> getJson(String key) {
        return get(key).map(value -> value.map(JsonObject::new));
    }

    /// Writes a JSON object.
    default Future<Void> putJson(String key, JsonObject value) {
        return put(key, value.toBuffer());
    }

    /// Adds to a counter, which counts as 0 if it is not there and lives as long as the region
    /// says after it was last added to. A sum that is no `long` fails and leaves the counter as
    /// it was.
    ///
    /// @return the count after it
    Future<Long> add(String key, long amount);

    /// Takes a lock that nobody holds. It is let go by closing it, when its lease is over, or
    /// when its node is lost, whatever comes first; who must know that it still holds the lock
    /// writes with a version, see [ai.optimaforge.spi.store.DocumentCollection#replace].
    ///
    /// A node holds as many locks of a region as the region has entries; beyond it, the future
    /// fails with [ai.optimaforge.spi.CommonError#OVERLOADED].
    ///
    /// @return the lock; empty if another has it
    Future<Optional<Registration>> tryLock(String key, Duration lease);

    /// Runs an action with the key of each value that was written or removed, on this node or
    /// another, on the plugin's event loop; for near caches. It hears of another node's changes
    /// from a moment after the call on. Some may be missed while the cluster is away or when they
    /// come faster than they are taken, so what is cached nearby needs a time to live all the
    /// same. A value whose time is over is no change.
    Registration onChange(Consumer<String> action);
}
