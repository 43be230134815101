// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.net.URI;
import java.util.OptionalLong;

/// The options that name a gateway that runs already.
final class OtherGateway {
    @Option(
            names = "--against",
            required = true,
            paramLabel = "URL",
            description = "A gateway that runs already, its base URL with /v1; may be given again.")
    private URI url = URI.create("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "other",
            description = "How the table names it (${DEFAULT-VALUE}).")
    private String name = "other";

    @Option(
            names = "--against-key",
            paramLabel = "KEY",
            defaultValue = "none",
            description = "Its API key.")
    private String key = "none";

    @Option(
            names = "--against-model",
            paramLabel = "MODEL",
            defaultValue = "fake",
            description = "The model to ask it for (${DEFAULT-VALUE}).")
    private String model = "fake";

    @Option(
            names = "--against-pid",
            paramLabel = "PID",
            description = "Its process, to bind it to the gateway's core and read its memory.")
    private @Nullable Long pid;

    Contender contender() {
        OptionalLong process = pid == null ? OptionalLong.empty() : OptionalLong.of(pid);
        return new Contender(new Target(name, url, key, model), process);
    }
}
