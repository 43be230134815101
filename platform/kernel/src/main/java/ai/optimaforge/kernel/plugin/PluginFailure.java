// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.kernel.plugin.descriptor.DescriptorException;

/// A plugin can't run; the message says why in one line, for the operator.
final class PluginFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PluginFailure(String message) {
        super(message, null, false, false);
    }

    PluginFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /// One line of any failure.
    static String describe(Throwable failure) {
        if (failure instanceof PluginFailure
                || failure instanceof DescriptorException
                || failure instanceof IllegalArgumentException) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof NoClassDefFoundError
                && failure.getCause() instanceof ClassNotFoundException denied) {
            // the loader says who asked and what to do, the JVM only what is missing
            return String.valueOf(denied.getMessage());
        }
        String message = failure.getMessage();
        return failure.getClass().getName() + (message == null ? "" : ": " + message);
    }
}
