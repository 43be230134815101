// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.answer;

import ai.optimaforge.toolkit.ArgumentsEnd;

import io.vertx.core.buffer.Buffer;

import java.util.ArrayList;
import java.util.List;

/// A content block that is not stopped yet.
final class ContentBlock {
    enum Kind {
        TEXT,
        THINKING,
        REDACTED,
        TOOL_USE
    }

    private final int index;
    private final Kind kind;
    private final ArgumentsEnd ending = new ArgumentsEnd();
    private final List<Buffer> kept = new ArrayList<>(2);
    private boolean closed;

    ContentBlock(int index, Kind kind) {
        this.index = index;
        this.kind = kind;
    }

    int index() {
        return index;
    }

    Kind kind() {
        return kind;
    }

    /// Nothing more is taken.
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /// Whether it can be stopped when something else comes.
    boolean canStop() {
        return kind != Kind.TOOL_USE || ending.isReached();
    }

    /// Whether a fragment of arguments adds to them.
    boolean takes(String fragment) {
        return !fragment.isEmpty() && !closed && ending.add(fragment);
    }

    /// Keeps an event until the blocks before this one are stopped.
    void keep(Buffer frame) {
        kept.add(frame);
    }

    /// The events that were kept.
    List<Buffer> kept() {
        return kept;
    }
}
