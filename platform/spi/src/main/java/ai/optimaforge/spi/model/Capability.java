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

    /// Takes, beside what OpenAI's dialect has, the thoughts of earlier turns
    /// (`reasoning_content`, `thinking_blocks`, `extra_content` of a tool call) and marks for the
    /// cache (`cache_control`) in requests that were translated from another dialect. Without it
    /// they are left out.
    public static final Capability THOUGHTS = new Capability("thoughts");

    /// Checks that there is a name.
    public Capability {
        requireNonNull(name, "name is null");
    }
}
