// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/// Keeps back the reply to a command until what the command wrote is on the disk. A connection
/// has one command at a time; all here runs on its event loop.
final class ReplyGate extends ChannelOutboundHandlerAdapter {
    private @Nullable CompletableFuture<Void> until;

    static ReplyGate of(Channel channel) {
        return channel.pipeline().get(ReplyGate.class);
    }

    /// The next reply waits.
    void close(CompletableFuture<Void> written) {
        until = written;
    }

    @Override
    public void write(ChannelHandlerContext context, Object reply, ChannelPromise promise) {
        CompletableFuture<Void> written = until;
        until = null;
        if (written == null) {
            var _ = context.write(reply, promise);
            return;
        }
        var _ =
                written.whenComplete(
                        (done, failure) ->
                                context.executor()
                                        .execute(() -> answer(context, reply, promise, failure)));
    }

    private static void answer(
            ChannelHandlerContext context,
            Object reply,
            ChannelPromise promise,
            @Nullable Throwable failure) {
        if (failure == null) {
            var _ = context.writeAndFlush(reply, promise);
        } else {
            // no reply is better than one that may be a lie
            ReferenceCountUtil.release(reply);
            promise.setFailure(failure);
            var _ = context.close();
        }
    }
}
