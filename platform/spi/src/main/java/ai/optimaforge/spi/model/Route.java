// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import java.time.Duration;

/// The way that a call took. Made by the kernel.
public interface Route {
    /// The provider instance that answered.
    String instance();

    /// The model, by the id that the instance takes.
    String model();

    /// Why this one, in one line.
    String reason();

    /// The time that the choice took.
    Duration routingTime();
}
