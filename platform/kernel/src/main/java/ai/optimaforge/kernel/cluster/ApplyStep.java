// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import static java.util.Objects.requireNonNull;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Runs a step function where the entry lives. The copy on the other node is given what came of
/// it rather than the step, so that both are the same whatever the function does.
final class ApplyStep
        implements EntryProcessor<String, byte[], byte[]>,
                IdentifiedDataSerializable,
                HazelcastInstanceAware {
    static final int CLASS_ID = 1;

    private static final long serialVersionUID = 1L;
    private static final byte VERSION = 1;
    private static final byte[] NOTHING = {};

    private String step = "";
    private byte[] argument = NOTHING;
    private long ttlMillis;
    private transient @Nullable HazelcastInstance hazelcast;
    private transient @Nullable KeepState copy;

    /// To be read into.
    ApplyStep() {}

    ApplyStep(String step, byte[] argument, long ttlMillis) {
        this.step = step;
        this.argument = argument;
        this.ttlMillis = ttlMillis;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        hazelcast = instance;
    }

    @Override
    public byte[] process(Map.Entry<String, byte[]> entry) {
        copy = null;
        HazelcastInstance here = requireNonNull(hazelcast);
        Steps steps = (Steps) requireNonNull(here.getUserContext().get(HazelcastSettings.STEPS));
        Optional<StepFunction> function = steps.find(step);
        if (function.isEmpty()) {
            return StepReply.unknown(step);
        }
        try {
            return StepReply.answer(run(function.get(), entry, here.getCluster().getClusterTime()));
        } catch (RuntimeException e) {
            return StepReply.failed(step, e);
        }
    }

    private byte[] run(StepFunction function, Map.Entry<String, byte[]> entry, long now) {
        byte[] framed = entry.getValue();
        byte[] before = framed == null ? NOTHING : Framed.open(framed, now).orElse(NOTHING);
        StepFunction.Outcome outcome = function.run(before, argument);
        byte[] after = outcome.state();
        if (outcome.changes(before)) {
            copy =
                    after.length == 0
                            ? KeepState.none()
                            : new KeepState(
                                    Framed.close(after, now + ttlMillis),
                                    Framed.clearedAfter(ttlMillis));
            copy.process(entry);
        }
        return outcome.answer();
    }

    @Override
    public @Nullable EntryProcessor<String, byte[], byte[]> getBackupProcessor() {
        return copy;
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
        out.writeString(step);
        out.writeByteArray(argument);
        out.writeLong(ttlMillis);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        Versions.require(VERSION, in);
        step = requireNonNull(in.readString());
        argument = requireNonNull(in.readByteArray());
        ttlMillis = in.readLong();
    }
}
