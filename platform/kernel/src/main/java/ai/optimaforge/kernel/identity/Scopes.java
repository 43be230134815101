// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import java.util.List;

/// What keys may be allowed.
final class Scopes {
    static final List<String> ALL =
            List.of("chat", "read", "features", "memory", "agents", "connect", "admin");

    private Scopes() {}
}
