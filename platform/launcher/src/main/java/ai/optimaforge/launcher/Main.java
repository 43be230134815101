// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import java.util.Optional;

/// Where the process begins.
public final class Main {
    private Main() {}

    /// Runs a command and ends the process with its exit code.
    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess();
        // a start that is written as usual spares itself the set-up of the command line parser
        Optional<StartArguments> start = StartArguments.parse(args);
        int code =
                start.isPresent()
                        ? new Foreground(terminal).run(start.get())
                        : Commands.line(terminal).execute(args);
        System.exit(code);
    }
}
