// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import java.time.Duration;

/// Where a call goes.
///
/// @param provider the instance
/// @param model the model, by the id that the instance takes
/// @param reason why
/// @param routingTime how long the choice took
record Target(ProviderInstance provider, String model, String reason, Duration routingTime) {
    String instance() {
        return provider.name();
    }
}
