// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

import java.util.Iterator;

/// Delivers chunks while the reader asks for them, at the pace and to the end that the directives
/// want. On one event loop, the call's.
final class ChunkProducer implements PushStream.Producer {
    /// So many chunks go out before others on the event loop have their turn.
    private static final int BATCH = 64;

    private final Context context = Vertx.currentContext();
    private final Iterator<ChatChunk> chunks;
    private final int stallAfter;
    private final int dieAfter;
    private final int delayMillis;
    private final PushStream<ChatChunk> out = new PushStream<>(this);
    private int pushed;
    private boolean wanted;
    private boolean scheduled;

    ChunkProducer(Iterator<ChatChunk> chunks, Directives directives, CallContext call) {
        this.chunks = chunks;
        this.stallAfter = directives.stallAfter().orElse(Integer.MAX_VALUE);
        this.dieAfter = directives.dieAfter().orElse(Integer.MAX_VALUE);
        this.delayMillis = directives.delayMillis();
        call.onCancel(() -> out.fail(SandboxProvider.cancelled()));
    }

    CancellableStream<ChatChunk> stream() {
        return out;
    }

    @Override
    public void resume() {
        wanted = true;
        if (!scheduled) {
            schedule(pushed == 0 ? 0 : delayMillis);
        }
    }

    @Override
    public void pause() {
        wanted = false;
    }

    @Override
    public void cancel() {
        wanted = false;
    }

    private void schedule(int millis) {
        scheduled = true;
        if (millis == 0) {
            context.runOnContext(turn -> produce());
        } else {
            context.owner().setTimer(millis, fired -> produce());
        }
    }

    private void produce() {
        scheduled = false;
        int most = delayMillis == 0 ? BATCH : 1;
        for (int i = 0; i < most && wanted && !out.isEnded(); i++) {
            if (pushed == stallAfter) {
                return;
            }
            next();
        }
        if (wanted && !out.isEnded()) {
            schedule(delayMillis);
        }
    }

    private void next() {
        if (pushed == dieAfter) {
            out.fail(hangsUp());
        } else if (chunks.hasNext()) {
            pushed++;
            out.push(chunks.next());
        } else {
            out.end();
        }
    }

    static UpstreamException hangsUp() {
        return UpstreamException.of(Failure.HUNG_UP, "the sandbox hangs up, as it was asked to");
    }
}
