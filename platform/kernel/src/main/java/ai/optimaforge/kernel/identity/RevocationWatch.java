// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.Registration;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The calls that last, so that they end when their caller is not one any more. There are no more
/// than calls in flight.
final class RevocationWatch {
    private final Set<Watched> calls = ConcurrentHashMap.newKeySet();

    // by identity: two calls of one caller are two
    private static final class Watched {
        private final Caller caller;
        private final Runnable action;

        Watched(Caller caller, Runnable action) {
            this.caller = caller;
            this.action = action;
        }
    }

    Registration add(Caller caller, Runnable action) {
        Watched watched = new Watched(caller, action);
        calls.add(watched);
        return () -> calls.remove(watched);
    }

    void refused(String keyId, String userId) {
        for (Watched call : calls) {
            if (call.caller.keyId().equals(keyId) || call.caller.userId().equals(userId)) {
                call.action.run();
            }
        }
    }
}
