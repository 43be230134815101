// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import picocli.CommandLine.Command;

/// `forge plugin`
@Command(
        name = "plugin",
        description = "Shows the plugins of this home.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  forge plugin list"})
final class PluginCommand {}
