// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.data;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A file that only its owner can read, with a line that is made once.
public final class PrivateFile {
    private PrivateFile() {}

    /// Makes the file, mode 0600, unless it is there.
    ///
    /// @param line what it shall hold, in ASCII
    /// @return the line, if it was made now
    public static Optional<String> make(Path file, Supplier<String> line) throws IOException {
        if (Files.exists(file)) {
            return Optional.empty();
        }
        String made = line.get();
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly)) {
            channel.write(US_ASCII.encode(made + "\n"));
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        }
        return Optional.of(made);
    }
}
