// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/// A node's plugins in a few characters, so that an operator sees at a glance which nodes have
/// the same.
final class PluginSet {
    private static final int SHOWN = 12;

    private PluginSet() {}

    /// The first digits of the SHA-256 over the plugins, a line `id@version` each, in order.
    ///
    /// @param description what the node says about itself
    /// @return empty if it has not said which it has
    static Optional<String> of(JsonObject description) {
        return Optional.ofNullable(description.getJsonObject("plugins")).map(PluginSet::digest);
    }

    private static String digest(JsonObject versions) {
        String lines =
                versions.stream()
                        .map(plugin -> plugin.getKey() + "@" + plugin.getValue())
                        .sorted()
                        .collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, SHOWN);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
