// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.resolve;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A plugin's zip, at hand.
///
/// @param file where it is; not to be changed
/// @param shown what the operator called it
/// @param sha256 of the file
/// @param coordinates where it came from, if from a repository
/// @param licences as its POM has them, parents included; empty where there is none
public record Fetched(
        Path file,
        String shown,
        String sha256,
        Optional<Coordinates> coordinates,
        List<String> licences) {
    /// Keeps a copy.
    public Fetched {
        requireNonNull(file, "file is null");
        licences = List.copyOf(licences);
    }
}
