// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import java.io.PrintStream;
import java.util.Map;

/// What a command sees of the process that it runs in.
///
/// @param out where results go
/// @param err where everything else goes
/// @param home the distribution it works on
/// @param environment the environment variables
record Terminal(PrintStream out, PrintStream err, Home home, Map<String, String> environment) {
    Terminal {
        environment = Map.copyOf(environment);
    }

    static Terminal ofProcess() {
        return new Terminal(System.out, System.err, Home.ofProcess(), System.getenv());
    }

    /// Says why a command was refused, and gives the exit code for it.
    int refuse(Iterable<String> problems) {
        problems.forEach(problem -> err.println(OneLine.of(problem)));
        return ExitCodes.REFUSED;
    }
}
