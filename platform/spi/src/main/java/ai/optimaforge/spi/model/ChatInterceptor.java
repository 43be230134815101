// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import ai.optimaforge.spi.CallContext;

import io.vertx.core.Future;

import java.util.Optional;

/// Sees chat calls before and after the model, whatever API they came by. A request asks for it
/// by its name:
///
/// ```json
/// {"model": "auto", "messages": [], "forge": {"interceptors": {"redact": {"emails": true}}}}
/// ```
///
/// Those that a call asks for see it in the order of their phases, then of their names, and its
/// answer the other way round. A call that asks for none costs nothing.
///
/// Constructed once at each start of the plugin, with its [ai.optimaforge.spi.PluginContext] if
/// the public constructor asks for one; shared by all event loops, so it must not block and what
/// it shares must be thread-safe.
public interface ChatInterceptor {
    /// The name by which a request asks for it: lower-case words joined by hyphens, unique among
    /// all plugins.
    String name();

    /// When it comes.
    Phase phase();

    /// Whether a call asks for it. Called once for each chat call, on its event loop.
    default boolean isAskedBy(ChatRequest request, CallContext call) {
        return request.forge()
                .flatMap(forge -> forge.object("interceptors"))
                .map(asked -> asked.has(name()))
                .orElse(false);
    }

    /// Lets a call go on, changed or not, or answers it. Called once for each call that asks for
    /// it, on its event loop, before a model is chosen.
    ///
    /// @return fails with a [ai.optimaforge.spi.ForgeException] to refuse the call
    Future<Before> before(ChatRequest request, CallContext call);

    /// When an interceptor comes.
    enum Phase {
        /// First before the model and last after it: what keeps things from going in or out.
        GUARD,
        /// What adds to the conversation, such as a memory.
        CONTEXT,
        /// Next to the model: what may answer in its place.
        CACHE
    }

    /// What becomes of a call.
    sealed interface Before {
        /// It goes on, and nobody looks at its answer.
        static Before proceed(ChatRequest request) {
            return new Proceed(request, AnswerFilter.NONE);
        }

        /// It goes on.
        ///
        /// @param request the request from now on
        /// @param filter sees the answer
        record Proceed(ChatRequest request, AnswerFilter filter) implements Before {}

        /// It needs no model.
        ///
        /// @param answer the answer, which is made a stream if the call asks for one
        record Answered(ChatAnswer answer) implements Before {}
    }

    /// Sees the answer of one call, on its event loop: either whole or chunk by chunk.
    interface AnswerFilter {
        /// Changes nothing.
        AnswerFilter NONE = new AnswerFilter() {};

        /// The whole answer, as it goes on.
        default ChatAnswer whole(ChatAnswer answer) {
            return answer;
        }

        /// A chunk of a stream, as it goes on. Who holds text back sends it with a later chunk:
        /// the last with a choice has its `finish_reason`.
        default ChatChunk chunk(ChatChunk chunk) {
            return chunk;
        }

        /// The answer is over. Called once, after all else, also when the call failed or the
        /// client has gone.
        ///
        /// @param failure why it did not end well; empty if it did
        default void ended(Optional<Throwable> failure) {}
    }
}
