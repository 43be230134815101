// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/// Of a response that is answered whole: it is written once, when it has ended.
final class WholeRecording implements Recording {
    private final Draft draft;
    private final Chains chains;
    private final Responses responses;
    private final Conversations conversations;

    WholeRecording(Draft draft, Chains chains, Responses responses, Conversations conversations) {
        this.draft = draft;
        this.chains = chains;
        this.responses = responses;
        this.conversations = conversations;
    }

    @Override
    public void event(long sequence, Buffer frame) {}

    @Override
    public Future<Void> finish(ResponseSnapshot response) {
        return chains.place(draft)
                .compose(placed -> responses.insertFinished(draft, placed, response))
                .compose(
                        done ->
                                conversations.follow(
                                        draft.conversation(),
                                        draft.id(),
                                        response.status(),
                                        draft.input(),
                                        response.output()));
    }
}
