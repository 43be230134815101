// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.store;

/// The store of record. A plugin sees its own collections only; what it was told is written has
/// reached the disk and survives the death of the process.
///
/// All methods may be called from any thread. Called on an event loop, results come back to that
/// loop. Failures are [ai.optimaforge.spi.ForgeException]s: a store that is away is
/// [ai.optimaforge.spi.CommonError#STORE_UNAVAILABLE] with a time to try again, and its answer
/// may be on the disk all the same, so writes that are tried again should be idempotent.
public interface DocumentStore {
    /// A collection of the plugin, made with its indexes before the first operation on it. Asking
    /// again for the same name gives the same collection.
    ///
    /// @throws IllegalArgumentException if the name was asked for with other indexes before
    DocumentCollection collection(CollectionSpec spec);
}
