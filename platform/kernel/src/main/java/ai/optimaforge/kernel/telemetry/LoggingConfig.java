// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.telemetry;

import ai.optimaforge.spi.config.Setting;

/// What is logged, and how: `logging.…`.
public record LoggingConfig(
        @Setting(value = "The least level that is logged", defaultValue = "info") Level level,
        @Setting(value = "Lines for people or for machines", defaultValue = "text") Format format) {

    /// The levels of a log.
    public enum Level {
        /// All that helps to find a fault.
        DEBUG,
        /// What the operator should know.
        INFO,
        /// What the operator should look at.
        WARN,
        /// What is broken.
        ERROR
    }

    /// The forms of a line.
    public enum Format {
        /// One line for people.
        TEXT,
        /// One JSON object a line.
        JSON
    }
}
