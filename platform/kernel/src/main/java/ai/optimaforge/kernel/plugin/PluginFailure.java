// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.kernel.config.ConfigurationException;
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

    /// A plugin's own code has thrown.
    ///
    /// @param where its class, and in what
    static PluginFailure threw(String where, Throwable cause, String plugin) {
        return new PluginFailure(where + ": " + describe(cause) + remedy(cause, plugin), cause);
    }

    /// What says itself what is to be set or used instead needs none.
    private static String remedy(Throwable cause, String plugin) {
        boolean told =
                cause instanceof IllegalArgumentException
                        || cause instanceof ConfigurationException
                        || cause instanceof LinkageError;
        return told ? "" : ": take another version of it, or forge plugin remove " + plugin;
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
