// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.util.OptionalLong;

/// A target in the run, with its process where that is known.
record Contender(Target target, OptionalLong pid) {
    static Contender of(RunningGateway gateway) {
        return new Contender(gateway.target(), OptionalLong.of(gateway.pid()));
    }

    String name() {
        return target.name();
    }
}
