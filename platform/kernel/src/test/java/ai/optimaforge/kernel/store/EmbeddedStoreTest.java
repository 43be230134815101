// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

/// The contract, by the store of a fresh machine.
class EmbeddedStoreTest extends DocumentStoreContractTest {
    @Override
    StoreConfig config() {
        return StoreSettings.embedded();
    }
}
