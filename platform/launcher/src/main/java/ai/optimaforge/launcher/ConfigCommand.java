// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import picocli.CommandLine.Command;

/// `forge config`
@Command(
        name = "config",
        description = "Shows or checks the settings.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  forge config show", "  forge config check --conf ./conf"})
final class ConfigCommand {}
