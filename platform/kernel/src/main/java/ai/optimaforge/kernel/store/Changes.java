// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;

/// What one command changes in the maps of the embedded store: `id of the map, key, 1 and the
/// value, or 0 if it is removed`, once for each key, as it is when the command has ended. To
/// apply them makes of the maps what they were then, however the command came to it, and however
/// often it is done. One command at a time, on one thread.
final class Changes {
    private static final byte REMOVED = 0;
    private static final byte PUT = 1;

    private final Set<Touched> touched = new LinkedHashSet<>();
    private boolean recording;
    private boolean whole;

    private record Touched(RecordedMap map, @Nullable Object key) {}

    /// A command begins.
    ///
    /// @param recorded whether what it does can be told by keys and values
    void begin(boolean recorded) {
        touched.clear();
        recording = true;
        whole = !recorded;
    }

    void touch(RecordedMap map, @Nullable Object key) {
        if (recording) {
            touched.add(new Touched(map, key));
        }
    }

    /// The command makes or removes maps, which is not told by keys and values.
    void structure() {
        whole = true;
    }

    /// The command has ended, well or not.
    ///
    /// @return whether all that it did has been added to the buffer
    boolean end(WriteBuffer buffer) {
        recording = false;
        int before = buffer.position();
        try {
            if (!whole) {
                touched.forEach(change -> write(buffer, change));
            }
            return !whole;
        } catch (RuntimeException _) {
            // what can't be told can still be committed
            buffer.position(before);
            return false;
        } finally {
            touched.clear();
        }
    }

    private static void write(WriteBuffer buffer, Touched change) {
        RecordedMap map = change.map();
        buffer.putVarInt(map.getId());
        map.getKeyType().write(buffer, change.key());
        Object value = map.get(change.key());
        if (value == null) {
            buffer.put(REMOVED);
        } else {
            buffer.put(PUT);
            map.getValueType().write(buffer, value);
        }
    }

    /// Does again what a buffer tells.
    void apply(ByteBuffer buffer, MVStore store) {
        while (buffer.hasRemaining()) {
            RecordedMap map = RecordedMap.open(store, DataUtils.readVarInt(buffer), this);
            Object key = map.getKeyType().read(buffer);
            if (buffer.get() == REMOVED) {
                map.remove(key);
            } else {
                map.put(key, map.getValueType().read(buffer));
            }
        }
    }
}
