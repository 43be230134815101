// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.CallContext;

import java.util.HashSet;
import java.util.Set;

/// What the client is told of its request: each thing once, however often it stands there.
final class Notices {
    private final CallContext call;
    private final Set<String> told = new HashSet<>();

    Notices(CallContext call) {
        this.call = call;
    }

    void leftOut(String field, String why) {
        tell(field + " was left out: " + why + ".");
    }

    void tell(String line) {
        if (told.add(line)) {
            call.notice(line);
        }
    }
}
