// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

/// A node alone.
class LocalCacheTest extends CacheContractTest {
    @Override
    Nodes start() {
        return Nodes.alone();
    }
}
