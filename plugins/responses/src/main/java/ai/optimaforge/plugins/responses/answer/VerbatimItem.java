// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import io.vertx.core.json.JsonObject;

/// An item of a tool that the model's provider runs, as the provider gives it.
final class VerbatimItem extends OutputItem {
    private final JsonObject item;

    VerbatimItem(int index, String id, JsonObject item) {
        super(index, id);
        this.item = item;
    }

    @Override
    JsonObject json(boolean all) {
        return item.copy();
    }

    @Override
    JsonObject begun() {
        return item.copy();
    }

    @Override
    void flush(Emission out) {
        // it is whole from the beginning
    }

    @Override
    void end(Emission out) {
        // nor has it content to end
    }
}
