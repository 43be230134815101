// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.installer.lock.LockCheck;
import ai.optimaforge.kernel.Kernel;
import ai.optimaforge.kernel.KernelOptions;
import ai.optimaforge.kernel.StartFailedException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A platform in the foreground, from its start until the process is told to end.
final class Foreground {
    private final Terminal terminal;

    Foreground(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Returns only if the platform did not start.
    int run(StartArguments arguments) {
        return run(arguments, List.of());
    }

    /// Returns only if the platform did not start.
    ///
    /// @param dev the projects of plugins to load from their builds, each time they change
    int run(StartArguments arguments, List<Path> dev) {
        try {
            KernelOptions options = arguments.options(terminal);
            // whoever works on a plugin changes what is there
            closeAtExit(open(dev.isEmpty() ? locked(options) : options, dev));
        } catch (LockedPlugins.Differ e) {
            return terminal.refuse(e.differences());
        } catch (StartFailedException e) {
            return terminal.refuse(e.problems());
        } catch (RuntimeException e) {
            return terminal.refuse(List.of("the start failed: " + OneLine.of(e)));
        }
        return awaitEnd();
    }

    /// With plugins that are handed out only if they are as they are locked.
    KernelOptions locked(KernelOptions options) {
        return new KernelOptions(
                options.conf(),
                options.data(),
                LockedPlugins.check(
                        options.plugins(),
                        () -> LockCheck.changed(terminal.home().directory(), options.data())),
                options.settings(),
                options.environment());
    }

    /// Starts a platform and tells the operator.
    Kernel open(KernelOptions options) throws StartFailedException {
        return open(options, List.of());
    }

    private Kernel open(KernelOptions options, List<Path> dev) throws StartFailedException {
        Kernel kernel = Kernel.start(options);
        beginDev(kernel, options, dev);
        terminal.out().println("ready " + kernel.address() + " in " + ProcessAge.inSeconds());
        OldGeneration.keepSmall();
        kernel.report()
                .onSuccess(report -> Banner.of(report, options).print(terminal.err()))
                .onFailure(failure -> terminal.err().println(OneLine.of(failure)));
        return kernel;
    }

    private void beginDev(Kernel kernel, KernelOptions options, List<Path> projects)
            throws StartFailedException {
        for (int i = 0; i < projects.size(); i++) {
            Path copies = options.data().resolve("dev").resolve(Integer.toString(i));
            try {
                new DevPlugin(terminal, kernel, projects.get(i), DevPlugin.emptied(copies)).begin();
            } catch (IOException e) {
                kernel.close();
                throw new StartFailedException(
                        List.of("the directory %s can't be used: %s".formatted(copies, e)));
            }
        }
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
