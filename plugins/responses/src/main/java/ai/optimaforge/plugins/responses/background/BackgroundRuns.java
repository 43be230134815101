// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.background;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.plugins.responses.run.ResponseRun;
import ai.optimaforge.plugins.responses.state.BackgroundWork;
import ai.optimaforge.plugins.responses.state.BackgroundWorker;
import ai.optimaforge.spi.Calls;

/// Makes responses whose requests were answered before, maybe on another node.
public final class BackgroundRuns implements BackgroundWorker {
    private final Calls calls;
    private final ResponseRun responses;

    /// @param calls on whose behalf the models are called
    /// @param responses makes them
    public BackgroundRuns(Calls calls, ResponseRun responses) {
        this.calls = requireNonNull(calls);
        this.responses = requireNonNull(responses);
    }

    @Override
    public Run start(BackgroundWork work) {
        BackgroundRun run = new BackgroundRun(work, responses);
        run.begin(calls);
        return run;
    }
}
