// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import com.hazelcast.nio.ObjectDataInput;

import java.io.IOException;

/// The first byte of all that is sent between nodes.
final class Versions {
    private Versions() {}

    static void require(byte known, ObjectDataInput in) throws IOException {
        byte version = in.readByte();
        if (version != known) {
            throw new IOException("a newer version of the platform wrote this: version " + version);
        }
    }
}
