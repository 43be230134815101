// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.kernel.Kernel;
import ai.optimaforge.kernel.StartFailedException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `forge backup`
@Command(
        name = "backup",
        description = {
            "Writes all that the store holds into a file.",
            "The embedded store can't be backed up while its platform runs; a MongoDB can."
        },
        footer = {
            "",
            "Examples:",
            "  forge backup forge.jsonl",
            "  forge backup forge.jsonl --set store.uri=mongodb://127.0.0.1/forge"
        })
final class BackupCommand implements Callable<Integer> {
    @Mixin private PlatformOptions platform = new PlatformOptions();

    @Parameters(paramLabel = "FILE", description = "What to write; replaced if it is there.")
    private @Nullable Path file;

    private final Terminal terminal;

    BackupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartFailedException {
        Path place = requireNonNull(file).toAbsolutePath();
        long documents = Kernel.backup(platform.in(terminal), place);
        terminal.out().println("ok: " + documents + " documents in " + place);
        return ExitCodes.DONE;
    }
}
