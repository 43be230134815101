// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.Ports;
import ai.optimaforge.testing.upstream.fast.FastUpstream;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The platform, from an assembled distribution.
///
/// @param home the distribution's directory
/// @param upstream what it passes its calls on to
/// @param directory where it may keep its files
/// @param limited whether to call it with a key of a user who has limits, which are counted and
/// never reached, rather than with the operator's
record ForgeGateway(Path home, FastUpstream upstream, Path directory, boolean limited)
        implements Gateway {
    private static final String JAVA_OPTIONS = "FORGE_JAVA_OPTS";
    private static final String KEY = "benchmark-key-of-the-rig";

    Path launchScript() {
        return home.resolve("bin/forge");
    }

    @Override
    public String name() {
        return limited ? "Optima Forge, limited key" : "Optima Forge";
    }

    @Override
    public RunningGateway start(Cores cores) {
        if (!limited) {
            return start(cores, "");
        }
        String key;
        try (RunningGateway first = start(cores, "")) {
            first.awaitServing();
            key = LimitedKey.make(first.target());
        }
        return start(cores, key, conf(), "");
    }

    /// Starts it to be called with the operator's key.
    ///
    /// @param javaOptions further options of its JVM
    RunningGateway start(Cores cores, String javaOptions) {
        return start(cores, KEY, conf(), javaOptions);
    }

    /// Starts it with settings of one's own, to be called with the operator's key.
    RunningGateway start(Cores cores, Path conf) {
        return start(cores, KEY, conf, "");
    }

    private Path conf() {
        Path shipped = home.resolve("conf");
        return Files.isDirectory(shipped) ? shipped : directory.resolve("conf");
    }

    private RunningGateway start(Cores cores, String key, Path conf, String javaOptions) {
        int port = Ports.free();
        Path data = directory.resolve("data");
        try {
            Files.createDirectories(data);
            Files.createDirectories(conf);
        } catch (IOException e) {
            throw new BenchmarkException("cannot make " + data, e);
        }
        var target =
                new Target(
                        name(), URI.create("http://127.0.0.1:" + port + "/v1"), key, "openai/fake");
        var command =
                List.of(
                        launchScript().toString(),
                        "start",
                        "--conf",
                        conf.toString(),
                        "--data",
                        data.toString(),
                        "--set",
                        "http.port=" + port,
                        "--set",
                        "bootstrap.key=" + KEY);
        String options = System.getenv().getOrDefault(JAVA_OPTIONS, "") + " " + javaOptions;
        var environment =
                Map.of(
                        "OPENAI_API_KEY",
                        "x",
                        "OPENAI_BASE_URL",
                        upstream.baseUrl(),
                        JAVA_OPTIONS,
                        options.strip());
        return RunningGateway.start(
                target, cores, command, environment, directory.resolve("forge.log"));
    }
}
