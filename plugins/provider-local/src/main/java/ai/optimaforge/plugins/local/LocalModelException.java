// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

/// The model cannot be loaded or run.
final class LocalModelException extends Exception {
    private static final long serialVersionUID = 1L;

    LocalModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
