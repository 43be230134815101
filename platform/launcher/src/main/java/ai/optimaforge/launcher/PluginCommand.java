// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import picocli.CommandLine.Command;

/// `forge plugin`
@Command(
        name = "plugin",
        description = "Begins a plugin, and shows those of this home.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  forge plugin new acme --kind endpoint",
            "  forge plugin list"
        })
final class PluginCommand {}
