// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import ai.optimaforge.spi.store.Page;
import ai.optimaforge.spi.store.StoredDocument;

import java.util.List;
import java.util.function.Function;

/// A part of a list.
///
/// @param hasMore whether more follows in the direction that was asked for
/// @param <T> the items
public record Listing<T>(List<T> data, boolean hasMore) {
    /// Keeps a copy.
    public Listing {
        data = List.copyOf(data);
    }

    /// What a page of documents tells.
    public static <T> Listing<T> of(Page page, Function<StoredDocument, T> read) {
        return new Listing<>(page.documents().stream().map(read).toList(), page.hasMore());
    }
}
