// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.kernel.Kernel;
import ai.optimaforge.kernel.StartFailedException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `forge restore`
@Command(
        name = "restore",
        description = {
            "Reads a backup into the store, from one kind of store into the other if need be.",
            "Nothing is written before the whole file is known to be as it was written. No platform"
                    + " may run on the store meanwhile."
        },
        footer = {
            "",
            "Examples:",
            "  forge restore forge.jsonl",
            "  forge restore forge.jsonl --set store.uri=mongodb://127.0.0.1/forge"
        })
final class RestoreCommand implements Callable<Integer> {
    @Mixin private PlatformOptions platform = new PlatformOptions();

    @Parameters(paramLabel = "FILE", description = "What `forge backup` has written.")
    private @Nullable Path file;

    @Option(names = "--force", description = "Remove first what the store holds.")
    private boolean force;

    private final Terminal terminal;

    RestoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws StartFailedException {
        Path place = requireNonNull(file).toAbsolutePath();
        long documents = Kernel.restore(platform.in(terminal), place, force);
        terminal.out().println("ok: " + documents + " documents from " + place);
        return ExitCodes.DONE;
    }
}
