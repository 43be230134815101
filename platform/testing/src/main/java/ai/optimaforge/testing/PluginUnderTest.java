// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.kernel.plugin.PluginStatus;
import ai.optimaforge.testing.client.ApiClient;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;

/// A plugin in a real platform, for a contract kit: started, used, and given up so thoroughly
/// that its class loader must go.
public final class PluginUnderTest implements AutoCloseable {
    private final String id;
    private final int loadersBefore;
    private @Nullable TestPlatform platform;

    private PluginUnderTest(String id, int loadersBefore, TestPlatform platform) {
        this.id = id;
        this.loadersBefore = loadersBefore;
        this.platform = platform;
    }

    /// Starts a platform with a plugin.
    ///
    /// @param location the plugin, through the real class loader
    /// @param shape what else the platform has
    /// @throws StartFailedException with all problems, if it can't start
    public static PluginUnderTest start(
            PluginLocation location, UnaryOperator<TestPlatform.Builder> shape)
            throws StartFailedException {
        String id = id(location.descriptor());
        int before = PluginLoaders.count(id);
        TestPlatform platform = shape.apply(TestPlatform.builder().plugin(location)).start();
        return new PluginUnderTest(id, before, platform);
    }

    private static String id(Path descriptor) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(descriptor)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s can't be read: is the plugin compiled?".formatted(descriptor), e);
        }
        return properties.getProperty("id", "");
    }

    /// The platform.
    public TestPlatform platform() {
        return requireNonNull(platform, "the platform is closed");
    }

    /// A client with a key that carries all scopes.
    public ApiClient client() {
        return new ApiClient(platform().address(), platform().key());
    }

    /// What the plugin brings, by the words of `forge plugin list`: `endpoint`, `connect`…
    public List<String> kinds() {
        return platform().report().plugins().stream()
                .filter(status -> status.id().equals(id))
                .findFirst()
                .map(PluginStatus::kinds)
                .orElse(List.of());
    }

    /// Stops the platform and waits until the plugin's class loader is gone.
    ///
    /// @throws AssertionError if it stays
    public void assertUnloadable() {
        close();
        PluginLoaders.assertUnloaded(id, loadersBefore);
    }

    @Override
    public void close() {
        Optional.ofNullable(platform).ifPresent(TestPlatform::close);
        // the platform itself would hold the plugin
        platform = null;
    }
}
