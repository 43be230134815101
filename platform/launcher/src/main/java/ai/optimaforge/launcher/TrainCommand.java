// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.kernel.StartFailedException;

import picocli.CommandLine.Command;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `forge train`: does what a start and the first calls do, for the JVM to take notes. The script
/// calls it to make the AOT cache.
@Command(
        name = "train",
        hidden = true,
        description = "Starts a platform of its own, calls it, and ends.")
final class TrainCommand implements Callable<Integer> {
    private final Terminal terminal;

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartFailedException, IOException {
        new Training(terminal).run();
        return ExitCodes.DONE;
    }
}
