// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

/// One node of a cluster, the only one.
class OneNodeCacheTest extends CacheContractTest {
    @Override
    Nodes start() {
        return Nodes.together(1);
    }
}
