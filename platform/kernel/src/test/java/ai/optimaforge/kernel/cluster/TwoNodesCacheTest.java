// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

/// Two nodes, taking turns.
class TwoNodesCacheTest extends CacheContractTest {
    @Override
    Nodes start() {
        return Nodes.together(2);
    }
}
