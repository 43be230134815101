// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import picocli.CommandLine.Command;

/// `forge plugin`
@Command(
        name = "plugin",
        description = "Begins, installs, removes, shows and verifies plugins.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  forge plugin new acme --kind endpoint",
            "  forge plugin list",
            "  forge plugin add com.acme:acme-weather:1.2.0"
        })
final class PluginCommand {}
