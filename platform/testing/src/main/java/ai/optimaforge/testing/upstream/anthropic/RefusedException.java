// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.anthropic;

import static java.util.Objects.requireNonNull;

/// The service does not take a request.
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private RefusedException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static RefusedException of(int status, String message) {
        return new RefusedException(status, message);
    }

    /// The request is malformed.
    static RefusedException invalid(String message) {
        return new RefusedException(400, message);
    }

    static void unless(boolean fits, String message) {
        if (!fits) {
            throw invalid(message);
        }
    }

    int status() {
        return status;
    }

    String message() {
        return requireNonNull(getMessage());
    }
}
