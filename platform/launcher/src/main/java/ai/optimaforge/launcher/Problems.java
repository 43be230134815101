// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.config.ConfigurationException;

import java.util.List;

/// What is told of a failure, one line each.
final class Problems {
    private Problems() {}

    static List<String> of(Exception failure) {
        return switch (failure) {
            case StartFailedException refused -> refused.problems();
            case InstallRefusedException refused -> refused.problems();
            case ConfigurationException refused -> refused.problems();
            default -> List.of(OneLine.of(failure));
        };
    }
}
