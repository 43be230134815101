// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.catalog;

import ai.optimaforge.spi.model.ModelMode;

/// What a model is for, by the word that the list of facts has for it.
final class Modes {
    private Modes() {}

    /// A mode that this platform does not call, such as `rerank`, is [ModelMode#OTHER].
    static ModelMode of(String word) {
        return switch (word) {
            case "chat" -> ModelMode.CHAT;
            case "embedding" -> ModelMode.EMBEDDING;
            default -> ModelMode.OTHER;
        };
    }
}
