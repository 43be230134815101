// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.CallContext;

import java.util.HashSet;
import java.util.Set;

/// What a translation leaves out or does otherwise, told once each.
final class Notices {
    private final CallContext call;
    private final Set<String> told = new HashSet<>();

    Notices(CallContext call) {
        this.call = call;
    }

    /// @param field the field of the request, for instance `seed`
    /// @param line what became of it
    void tell(String field, String line) {
        String whole = field + ": " + line;
        if (told.add(whole)) {
            call.notice(whole);
        }
    }
}
