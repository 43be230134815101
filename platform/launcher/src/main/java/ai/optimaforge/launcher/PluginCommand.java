// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import picocli.CommandLine.Command;

/// `forge plugin`
@Command(
        name = "plugin",
        description = "Installs, removes, shows and verifies the plugins of this home.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  forge plugin list",
            "  forge plugin add com.acme:acme-weather:1.2.0"
        })
final class PluginCommand {}
