// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/// What Logback begins with: silence, until [Logging] has read its settings. Spares the start the
/// search for XML files and their parser.
public final class QuietConfigurator extends ContextAwareBase implements Configurator {
    /// For Logback.
    public QuietConfigurator() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
