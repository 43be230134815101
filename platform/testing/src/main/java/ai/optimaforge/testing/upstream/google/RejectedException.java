// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.google;

/// What Google would not take, in its own words as far as they are known.
final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RejectedException(String message) {
        super(message, null, false, false);
    }

    static void unless(boolean condition, String message) {
        if (!condition) {
            throw new RejectedException(message);
        }
    }

    static RejectedException unknownName(String name, String place) {
        return new RejectedException(
                "Invalid JSON payload received. Unknown name \"%s\"%s: Cannot find field."
                        .formatted(name, place.isEmpty() ? "" : " at '" + place + "'"));
    }
}
