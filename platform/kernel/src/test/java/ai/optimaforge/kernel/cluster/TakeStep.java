// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import io.vertx.core.buffer.Buffer;

import java.util.Map;

/// Takes one of a number of things, if one is left; or fails, or forgets how many are taken.
///
/// @param type the name of the function
/// @param most how many there are
record TakeStep(String type, int most) implements StateStep<Boolean> {
    static final Map<String, StepFunction> FUNCTIONS =
            Map.of(
                    "test.take",
                    TakeStep::take,
                    "test.forget",
                    TakeStep::forget,
                    "test.fail",
                    TakeStep::fail);

    static TakeStep oneOf(int most) {
        return new TakeStep("test.take", most);
    }

    @Override
    public byte[] argument() {
        return Buffer.buffer().appendByte((byte) 1).appendInt(most).getBytes();
    }

    @Override
    public Boolean result(byte[] answer) {
        return answer[0] == 1;
    }

    private static StepFunction.Outcome take(byte[] state, byte[] argument) {
        int taken = state.length == 0 ? 0 : Buffer.buffer(state).getInt(0);
        return taken < Buffer.buffer(argument).getInt(1)
                ? new StepFunction.Outcome(
                        Buffer.buffer().appendInt(taken + 1).getBytes(), new byte[] {1})
                : new StepFunction.Outcome(state, new byte[] {0});
    }

    private static StepFunction.Outcome forget(byte[] state, byte[] argument) {
        return new StepFunction.Outcome(
                new byte[0], new byte[] {(byte) (state.length > 0 ? 1 : 0)});
    }

    private static StepFunction.Outcome fail(byte[] state, byte[] argument) {
        throw new IllegalStateException("a step that fails");
    }
}
