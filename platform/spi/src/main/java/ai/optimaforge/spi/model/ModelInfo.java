// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

/// A model that a provider has. A provider says of it what its upstream says; the platform adds
/// what it knows itself and what the operator has written down.
public final class ModelInfo {
    private final String id;
    private final ModelMode mode;
    private final long created;
    private final String ownedBy;
    private final String description;
    private final ModelFacts facts;

    private ModelInfo(
            String id,
            ModelMode mode,
            long created,
            String ownedBy,
            String description,
            ModelFacts facts) {
        this.id = requireNonNull(id, "id is null");
        this.mode = requireNonNull(mode, "mode is null");
        this.created = created;
        this.ownedBy = requireNonNull(ownedBy, "ownedBy is null");
        this.description = requireNonNull(description, "description is null");
        this.facts = requireNonNull(facts, "facts is null");
    }

    /// A model by the id that its provider takes for it, which may hold slashes.
    public static ModelInfo of(String id, ModelMode mode) {
        return new ModelInfo(id, mode, 0, "", "", ModelFacts.UNKNOWN);
    }

    /// The same model with the time at which it was made, in Unix seconds.
    public ModelInfo withCreated(long seconds) {
        return new ModelInfo(id, mode, seconds, ownedBy, description, facts);
    }

    /// The same model with its owner.
    public ModelInfo withOwnedBy(String owner) {
        return new ModelInfo(id, mode, created, owner, description, facts);
    }

    /// The same model with a line for people.
    public ModelInfo withDescription(String line) {
        return new ModelInfo(id, mode, created, ownedBy, line, facts);
    }

    /// The same model with what is known of it.
    public ModelInfo withFacts(ModelFacts known) {
        return new ModelInfo(id, mode, created, ownedBy, description, known);
    }

    /// The same model for another use.
    public ModelInfo withMode(ModelMode use) {
        return new ModelInfo(id, use, created, ownedBy, description, facts);
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

    /// What is known of it.
    public ModelFacts facts() {
        return facts;
    }
}
