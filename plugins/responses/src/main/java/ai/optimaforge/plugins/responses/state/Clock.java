// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

/// Times as our resources have them.
final class Clock {
    private Clock() {}

    /// Unix seconds.
    static long now() {
        return System.currentTimeMillis() / 1000;
    }
}
