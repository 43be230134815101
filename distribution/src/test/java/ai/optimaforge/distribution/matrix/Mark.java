// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import java.util.Arrays;

/// What a cell of the table says.
enum Mark {
    NATIVE("✓"),
    TRANSLATED("~"),
    REFUSED("✗"),
    /// The sandbox, which is no model, has nothing to do it with.
    WITHOUT_EFFECT("–"),
    /// The dialect has no words for it.
    NOT_SAID("·");

    private final String sign;

    Mark(String sign) {
        this.sign = sign;
    }

    static Mark of(String sign) {
        return Arrays.stream(values())
                .filter(mark -> mark.sign.equals(sign))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no mark: " + sign));
    }

    @Override
    public String toString() {
        return sign;
    }
}
