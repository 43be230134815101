// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.util.Optional;

/// One line for the operator: which setting, as it was written, where, and what is wrong.
record Problem(String key, Optional<String> shown, String origin, String message) {
    Problem(String key, String shown, String origin, String message) {
        this(key, Optional.of(shown), origin, message);
    }

    Problem(String key, String origin, String message) {
        this(key, Optional.empty(), origin, message);
    }

    String line() {
        return key.isEmpty()
                ? origin + ": " + message
                : key
                        + shown.map(value -> " = " + value).orElse("")
                        + " ("
                        + origin
                        + "): "
                        + message;
    }
}
