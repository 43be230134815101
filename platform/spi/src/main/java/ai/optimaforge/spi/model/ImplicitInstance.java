// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Map;

/// A provider instance that needs no file.
///
/// @param name the instance's name
/// @param condition when it exists
/// @param settings its settings in the form of the file (kebab-case keys); a value may refer to
/// the environment, as `${env:OPENAI_API_KEY}`; a reference to a variable that is not set leaves
/// the setting at its default
public record ImplicitInstance(String name, Condition condition, Map<String, String> settings) {
    /// Keeps a copy of the settings.
    public ImplicitInstance {
        requireNonNull(name, "name is null");
        requireNonNull(condition, "condition is null");
        settings = Map.copyOf(settings);
    }

    /// When an instance exists.
    public sealed interface Condition {
        /// An environment variable is set and not empty.
        record EnvironmentSet(String variable) implements Condition {}

        /// A server on this machine answers a `GET` with 200 within 200 ms, at the start. Never
        /// delays readiness.
        record Answering(URI uri) implements Condition {}

        /// Always: it needs neither a key nor a server. It does not count as another instance for
        /// [NothingElse].
        record Always() implements Condition {}

        /// There is no other instance.
        record NothingElse() implements Condition {}
    }
}
