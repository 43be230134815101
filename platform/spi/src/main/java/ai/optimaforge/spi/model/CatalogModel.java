// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

/// A model that callers can name.
///
/// @param instance the provider instance that has it
/// @param info what the provider says of it
public record CatalogModel(String instance, ModelInfo info) {
    /// Checks that all is there.
    public CatalogModel {
        requireNonNull(instance, "instance is null");
        requireNonNull(info, "info is null");
    }

    /// The id that always leads to this instance: `instance/model`.
    public String id() {
        return instance + "/" + info.id();
    }
}
