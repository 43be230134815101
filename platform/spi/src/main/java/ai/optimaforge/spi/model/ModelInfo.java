// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

/// A model that a provider has, by its own words.
public final class ModelInfo {
    private final String id;
    private final ModelMode mode;
    private final long created;
    private final String ownedBy;
    private final String description;

    private ModelInfo(String id, ModelMode mode, long created, String ownedBy, String description) {
        this.id = requireNonNull(id, "id is null");
        this.mode = requireNonNull(mode, "mode is null");
        this.created = created;
        this.ownedBy = requireNonNull(ownedBy, "ownedBy is null");
        this.description = requireNonNull(description, "description is null");
    }

    /// A model by the id that its provider takes for it, which may hold slashes.
    public static ModelInfo of(String id, ModelMode mode) {
        return new ModelInfo(id, mode, 0, "", "");
    }

    /// The same model with the time at which it was made, in Unix seconds.
    public ModelInfo withCreated(long seconds) {
        return new ModelInfo(id, mode, seconds, ownedBy, description);
    }

    /// The same model with its owner.
    public ModelInfo withOwnedBy(String owner) {
        return new ModelInfo(id, mode, created, owner, description);
    }

    /// The same model with a line for people.
    public ModelInfo withDescription(String line) {
        return new ModelInfo(id, mode, created, ownedBy, line);
    }

    /// The id that the provider takes.
    public String id() {
        return id;
    }

    /// What the model is for.
    public ModelMode mode() {
        return mode;
    }

    /// When it was made, in Unix seconds; 0 where that is not known.
    public long created() {
        return created;
    }

    /// Who owns it; empty where that is not known.
    public String ownedBy() {
        return ownedBy;
    }

    /// A line for people; empty where there is none.
    public String description() {
        return description;
    }
}
