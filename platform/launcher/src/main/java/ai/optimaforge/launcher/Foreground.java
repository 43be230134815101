// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.installer.lock.LockCheck;
import ai.optimaforge.kernel.Kernel;
import ai.optimaforge.kernel.KernelOptions;
import ai.optimaforge.kernel.StartFailedException;

import java.util.List;

/// A platform in the foreground, from its start until the process is told to end.
final class Foreground {
    private final Terminal terminal;

    Foreground(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Returns only if the platform did not start.
    int run(StartArguments arguments) {
        try {
            KernelOptions options = arguments.options(terminal);
            List<String> differences =
                    LockCheck.changed(terminal.home().directory(), options.data());
            if (!differences.isEmpty()) {
                return terminal.refuse(differences);
            }
            closeAtExit(open(options));
        } catch (StartFailedException e) {
            return terminal.refuse(e.problems());
        } catch (RuntimeException e) {
            return terminal.refuse(List.of("the start failed: " + OneLine.of(e)));
        }
        return awaitEnd();
    }

    /// Starts a platform and tells the operator.
    Kernel open(KernelOptions options) throws StartFailedException {
        Kernel kernel = Kernel.start(options);
        terminal.out().println("ready " + kernel.address() + " in " + ProcessAge.inSeconds());
        OldGeneration.keepSmall();
        kernel.report()
                .onSuccess(report -> Banner.of(report, options).print(terminal.err()))
                .onFailure(failure -> terminal.err().println(OneLine.of(failure)));
        return kernel;
    }

    private static void closeAtExit(Kernel kernel) {
        Thread closing =
                new Thread(
                        () -> {
                            kernel.close();
                            // an end that was asked for is no failure: a signal alone would make
                            // it 128 + n
                            Runtime.getRuntime().halt(ExitCodes.DONE);
                        },
                        "forge-close");
        Runtime.getRuntime().addShutdownHook(closing);
    }

    /// Until the thread is interrupted; the end of the process comes by a hook.
    static int awaitEnd() {
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                return ExitCodes.DONE;
            }
        }
    }
}
