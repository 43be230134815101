// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import static java.util.Objects.requireNonNull;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Gives an entry the bytes that a step has made of it.
final class KeepState
        implements EntryProcessor<String, byte[], byte[]>, IdentifiedDataSerializable {
    static final int CLASS_ID = 2;

    private static final long serialVersionUID = 1L;
    private static final byte VERSION = 1;
    private static final byte[] NOTHING = {};

    private byte[] framed = NOTHING;
    private long ttlMillis;

    /// To be read into.
    KeepState() {}

    /// @param framed none if there is no entry any more
    KeepState(byte[] framed, long ttlMillis) {
        this.framed = framed;
        this.ttlMillis = ttlMillis;
    }

    static KeepState none() {
        return new KeepState();
    }

    @Override
    public byte @Nullable [] process(Map.Entry<String, byte[]> entry) {
        if (framed.length == 0) {
            remove(entry);
        } else {
            ((ExtendedMapEntry<String, byte[]>) entry)
                    .setValue(framed, ttlMillis, TimeUnit.MILLISECONDS);
        }
        return null;
    }

    @SuppressWarnings("NullAway") // Hazelcast's way to remove an entry
    private static void remove(Map.Entry<String, byte[]> entry) {
        entry.setValue(null);
    }

    @Override
    public @Nullable EntryProcessor<String, byte[], byte[]> getBackupProcessor() {
        return null;
    }

    @Override
    public int getFactoryId() {
        return HazelcastSettings.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return CLASS_ID;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeByteArray(framed);
        out.writeLong(ttlMillis);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        Versions.require(VERSION, in);
        framed = requireNonNull(in.readByteArray());
        ttlMillis = in.readLong();
    }
}
