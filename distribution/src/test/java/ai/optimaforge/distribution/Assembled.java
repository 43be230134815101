// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The distribution that the build has put together.
final class Assembled {
    static final Path HOME = Path.of(System.getProperty("forge.home", "target/forge"));

    private Assembled() {}

    /// A command of it, with nothing of this process's environment that it would heed.
    static Running run(String... arguments) throws IOException {
        return run(HOME.resolve("bin/forge"), Map.of(), arguments);
    }

    static Running run(Path script, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> effective = new TreeMap<>(builder.environment());
        effective.keySet().removeIf(name -> name.startsWith("FORGE_") || name.endsWith("_API_KEY"));
        effective.putAll(environment);
        builder.environment().clear();
        builder.environment().putAll(effective);
        return Running.of(builder);
    }
}
