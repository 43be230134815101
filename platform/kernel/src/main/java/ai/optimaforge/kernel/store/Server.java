// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.Durability;

/// What keeps the documents, and how it is asked.
interface Server {
    /// What can be asked of a collection.
    ///
    /// @param durability what its writes wait for
    Commands collection(String name, Durability durability);

    /// The names of all collections there are, ours or not.
    Operation<String> collectionNames();

    /// Whether it finds by more than an id or a unique value with the indexes that are declared
    /// for it.
    boolean hasLookups();

    /// Why it does not answer, as far as is known; empty if it does.
    String problem();

    /// Whether it has not answered for so long that it is better not to ask.
    boolean isAway();

    /// Gives up what has been under way for too long. Called about once a second.
    void expire();

    /// Ends. Blocks for a moment.
    void close();
}
