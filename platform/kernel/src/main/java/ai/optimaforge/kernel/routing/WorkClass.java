// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import static java.util.Locale.ROOT;

/// A kind of work, and how good a model must be for it, from 0 to 1. The figures are ours: on the
/// scale of [Contender#quality] a small model has about 0.3, a middle one 0.5, a large one 0.8.
public enum WorkClass {
    /// To write or read program code.
    CODE(0.65),
    /// To calculate or prove.
    MATHS(0.7),
    /// To take out of a text what is in it, or to sort it.
    EXTRACTION(0.4),
    /// To chat.
    CONVERSATION(0.3),
    /// To write what was not there before.
    CREATIVE(0.6),
    /// To say it in another language.
    TRANSLATION(0.45),
    /// To read much.
    LONG_DOCUMENT(0.55),
    /// All else.
    OTHER(0.5);

    private final double neededQuality;

    WorkClass(double neededQuality) {
        this.neededQuality = neededQuality;
    }

    /// How good a model must be; more is worth little, less costs much.
    public double neededQuality() {
        return neededQuality;
    }

    /// The name on the wire and in files, for instance `long_document`.
    public String wireName() {
        return name().toLowerCase(ROOT);
    }
}
