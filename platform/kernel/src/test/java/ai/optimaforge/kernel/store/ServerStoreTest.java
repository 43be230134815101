// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// The contract, by a server that the environment names.
@EnabledIfEnvironmentVariable(named = "FORGE_TEST_STORE_URI", matches = "mongodb.*")
class ServerStoreTest extends DocumentStoreContractTest {
    @Override
    StoreConfig config() {
        return StoreSettings.of(System.getenv("FORGE_TEST_STORE_URI"));
    }
}
