// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import io.vertx.core.Future;

/// Makes responses in the background.
public interface BackgroundWorker {
    /// Begins to make a response. Called on the plugin's context, at most once for each piece of
    /// work.
    Run start(BackgroundWork work);

    /// A response in the making. Used on the plugin's context.
    interface Run {
        /// How it went.
        ///
        /// @return completes with true when the response has ended, with false if it can't be
        /// made now and should be tried again later; fails if it can't be made, which is then
        /// told in the response
        Future<Boolean> done();

        /// Gives it up; nothing of it is needed any more.
        void cancel();
    }
}
