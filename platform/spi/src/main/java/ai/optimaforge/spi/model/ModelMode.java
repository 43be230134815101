// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

/// What a model is for.
public enum ModelMode {
    /// Chat completions.
    CHAT,
    /// Embeddings.
    EMBEDDING,
    /// Something that this platform does not call: speech, images, moderation and the like.
    OTHER
}
