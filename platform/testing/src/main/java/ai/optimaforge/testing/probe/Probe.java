// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.probe;

import ai.optimaforge.kernel.plugin.PluginLocation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The plugin as a platform takes it. Its classes are those of this kit.
public final class Probe {
    /// A member of a request: what the model answers.
    public static final String ANSWER = "probe_answer";

    /// A member of a whole answer: the request as the model saw it.
    public static final String REQUEST = "probe_request";

    private Probe() {}

    /// Where it is. Its descriptor stands in a directory of the temporary files, and goes with
    /// the JVM.
    public static PluginLocation location() {
        try {
            Path descriptor = Files.createTempFile("probe", ".properties");
            descriptor.toFile().deleteOnExit();
            Files.writeString(descriptor, "id=contract-probe\nversion=1.0.0\nspi=^0.1\n");
            Path classes =
                    Path.of(
                            Probe.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return new PluginLocation(classes, descriptor, List.of(classes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
