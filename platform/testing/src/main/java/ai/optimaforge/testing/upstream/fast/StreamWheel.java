// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.fast;

import io.vertx.core.Vertx;

import java.util.ArrayList;
import java.util.List;

/// One timer for all streams: each turn of the wheel every stream sends its next frame. The wheel
/// has a few slots, so that the streams do not all write at the same moment. Belongs to one event
/// loop.
final class StreamWheel {
    /// A stream that has frames to send.
    interface Stream {
        /// Sends the next frame; says whether more are to come.
        boolean sendNext();
    }

    private static final int MOST_SLOTS = 4;

    private final List<List<Stream>> slots = new ArrayList<>();
    private int current;

    /// A wheel that turns once in `period` milliseconds.
    StreamWheel(Vertx vertx, long period) {
        int count = (int) Math.min(MOST_SLOTS, period);
        for (int i = 0; i < count; i++) {
            slots.add(new ArrayList<>());
        }
        vertx.setPeriodic(period / count, timer -> tick());
    }

    /// Has `stream` send its next frame one turn from now, and so on until it has no more.
    void add(Stream stream) {
        slots.get(current).add(stream);
    }

    private void tick() {
        current = (current + 1) % slots.size();
        List<Stream> due = slots.get(current);
        int kept = 0;
        for (int i = 0; i < due.size(); i++) {
            Stream stream = due.get(i);
            if (stream.sendNext()) {
                due.set(kept++, stream);
            }
        }
        due.subList(kept, due.size()).clear();
    }
}
