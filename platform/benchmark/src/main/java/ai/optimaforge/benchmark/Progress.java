// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.io.PrintWriter;

/// Tells whoever waits how far the run is.
record Progress(PrintWriter out) {
    void say(String line) {
        out.println(line);
        out.flush();
    }
}
