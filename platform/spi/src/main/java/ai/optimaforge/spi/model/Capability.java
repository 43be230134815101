// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

/// Something that a provider can do. An open set: later versions of the SPI and plugins add to
/// it.
///
/// @param name the name, in `snake_case`
public record Capability(String name) {
    /// Answers chat requests whole.
    public static final Capability CHAT = new Capability("chat");

    /// Answers chat requests as a stream.
    public static final Capability CHAT_STREAM = new Capability("chat_stream");

    /// Embeds texts.
    public static final Capability EMBEDDINGS = new Capability("embeddings");

    /// Checks that there is a name.
    public Capability {
        requireNonNull(name, "name is null");
    }
}
