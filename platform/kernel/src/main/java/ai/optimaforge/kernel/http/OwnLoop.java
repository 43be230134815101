// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/// Brings the answer of a handler back to the event loop of its call. A connection belongs to its
/// loop alone: what another thread writes to it is lost, and the client waits for ever.
final class OwnLoop {
    private OwnLoop() {}

    /// The same future, but completed on the event loop that calls this.
    static <T> Future<T> of(Future<T> answer) {
        Context own = Vertx.currentContext();
        if (answer.isComplete() || own == null) {
            return answer;
        }
        Thread loop = Thread.currentThread();
        Promise<T> here = Promise.promise();
        answer.onComplete(
                done -> {
                    if (Thread.currentThread() == loop) {
                        here.handle(done);
                    } else {
                        own.runOnContext(back -> here.handle(done));
                    }
                });
        return here.future();
    }
}
