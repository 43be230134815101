// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.io.Serial;
import java.util.List;

/// Everything that is wrong with a configuration, found in one go.
///
/// It holds texts only: no cause, no value, no type of a plugin, and no secret.
public final class ConfigurationException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /// Gathers problems, for instance those of several files, into one exception.
    public ConfigurationException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    static ConfigurationException of(List<Problem> problems) {
        return new ConfigurationException(problems.stream().map(Problem::line).toList());
    }

    /// One line a problem, as `http.port = abc (env FORGE_HTTP_PORT): must be a whole number`.
    public List<String> problems() {
        return problems;
    }
}
