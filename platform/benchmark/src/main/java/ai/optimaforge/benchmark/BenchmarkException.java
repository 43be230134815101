// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

/// A measurement that could not be made; the report shows its message in place of a figure.
final class BenchmarkException extends RuntimeException {
    BenchmarkException(String message) {
        super(message);
    }

    BenchmarkException(String message, Throwable cause) {
        super(message, cause);
    }
}
