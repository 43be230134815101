// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static java.util.Objects.requireNonNullElse;

/// Which version this is.
final class Version {
    private Version() {}

    /// As the jar's manifest has it.
    static String ofForge() {
        String version = Version.class.getPackage().getImplementationVersion();
        return requireNonNullElse(version, "(unpackaged)");
    }
}
