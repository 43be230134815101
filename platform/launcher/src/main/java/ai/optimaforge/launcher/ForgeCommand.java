// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import picocli.CommandLine.Command;

/// The root of the commands; it does nothing by itself.
@Command(
        name = "forge",
        description = "An open AI platform: one OpenAI-compatible API, made of plugins.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {},
        footer = {
            "",
            "Examples:",
            "  forge start                          start on http://127.0.0.1:8090",
            "  OPENAI_API_KEY=sk-... forge start    start with OpenAI's models",
            "  forge start --set http.port=9000     start on another port",
            "  forge config show                    each setting, its value and its origin",
            "  forge start --help                   more about one command",
            "",
            "Exit codes: 0 done, 1 refused or failed, 2 wrong usage."
        })
final class ForgeCommand {}
