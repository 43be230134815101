// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import java.io.IOException;

/// How an answer ends.
enum Ending {
    NORMAL,
    CLOSE,
    RESET,
    STALL;

    /// Ends an answer that is cut short.
    void end(Wire wire) throws IOException {
        switch (this) {
            case CLOSE -> wire.close();
            case RESET -> wire.reset();
            case STALL -> wire.stall();
            case NORMAL -> throw new IllegalStateException("a normal end is written, not cut");
        }
    }
}
