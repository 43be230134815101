// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static java.util.stream.Collectors.joining;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;

/// The `forge` command, put together.
final class Commands {
    private Commands() {}

    static CommandLine line(Terminal terminal) {
        CommandLine config =
                new CommandLine(new ConfigCommand())
                        .addSubcommand(new ConfigShowCommand(terminal))
                        .addSubcommand(new ConfigCheckCommand(terminal));
        CommandLine plugin =
                new CommandLine(new PluginCommand())
                        .addSubcommand(new PluginNewCommand(terminal))
                        .addSubcommand(new PluginAddCommand(terminal))
                        .addSubcommand(new PluginRemoveCommand(terminal))
                        .addSubcommand(new PluginListCommand(terminal))
                        .addSubcommand(new PluginInfoCommand(terminal))
                        .addSubcommand(new PluginVerifyCommand(terminal))
                        .addSubcommand(new PluginLockCommand(terminal));
        CommandLine forge =
                new CommandLine(new ForgeCommand())
                        .addSubcommand(new StartCommand(terminal))
                        .addSubcommand(config)
                        .addSubcommand(plugin)
                        .addSubcommand(new AssembleCommand(terminal))
                        .addSubcommand(new ImageCommand(terminal))
                        .addSubcommand(new OpenApiCommand(terminal))
                        .addSubcommand(new BackupCommand(terminal))
                        .addSubcommand(new RestoreCommand(terminal))
                        .addSubcommand(new StoreCommand(terminal))
                        .addSubcommand(new VersionCommand(terminal))
                        .addSubcommand(new TrainCommand(terminal));
        withHelp(forge.getCommandSpec());
        return forge.setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((wrong, args) -> explain(wrong, terminal))
                .setExecutionExceptionHandler(
                        (failure, line, result) -> terminal.refuse(Problems.of(failure)));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private static void withHelp(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .scopeType(ScopeType.INHERIT)
                        .description("Show this help.")
                        .build());
    }

    private static int explain(ParameterException wrong, Terminal terminal) {
        List<String> nearest =
                wrong instanceof UnmatchedArgumentException unmatched
                        ? unmatched.getSuggestions()
                        : List.of();
        String hint =
                nearest.isEmpty()
                        ? ""
                        : nearest.stream().collect(joining(" or ", "; did you mean ", "?"));
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println(OneLine.of(wrong.getMessage() + hint));
        terminal.err().println("See " + command + " --help.");
        return ExitCodes.USAGE;
    }
}
