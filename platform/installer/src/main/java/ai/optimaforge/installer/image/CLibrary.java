// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.image;

import ai.optimaforge.installer.InstallRefusedException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a Java runtime needs of the system that it was made on: glibc, and for plugins with code
/// of their own the C++ library, if it is there. Names are resolved by glibc itself since 2.34.
final class CLibrary {
    private static final List<String> NEEDED =
            List.of("libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "librt.so.1");
    private static final List<String> USEFUL = List.of("libgcc_s.so.1", "libstdc++.so.6");

    private CLibrary() {}

    /// As images call it.
    static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "aarch64" -> "arm64";
            default -> "amd64";
        };
    }

    static void add(Layer layer) throws InstallRefusedException, IOException {
        boolean arm = architecture().equals("arm64");
        String loader = arm ? "/lib/ld-linux-aarch64.so.1" : "/lib64/ld-linux-x86-64.so.2";
        String folder = arm ? "/lib/aarch64-linux-gnu" : "/lib/x86_64-linux-gnu";
        if (!Files.exists(Path.of(loader))) {
            throw new InstallRefusedException(
                    "there is no %s: an image is made on Linux with glibc; elsewhere use the Containerfile"
                            .formatted(loader));
        }
        layer.file(Path.of(loader).toRealPath(), loader);
        for (String library : NEEDED) {
            Path found =
                    find(library, folder)
                            .orElseThrow(
                                    () ->
                                            new InstallRefusedException(
                                                    "there is no %s: an image is made on Linux with glibc; elsewhere use the Containerfile"
                                                            .formatted(library)));
            layer.file(found, folder + "/" + library);
        }
        for (String library : USEFUL) {
            find(library, folder).ifPresent(found -> layer.file(found, folder + "/" + library));
        }
    }

    private static Optional<Path> find(String library, String folder) throws IOException {
        for (String place : List.of(folder, "/usr" + folder, "/lib64", "/usr/lib64", "/usr/lib")) {
            Path file = Path.of(place, library);
            if (Files.exists(file)) {
                return Optional.of(file.toRealPath());
            }
        }
        return Optional.empty();
    }
}
