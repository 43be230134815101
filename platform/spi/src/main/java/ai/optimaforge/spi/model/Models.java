// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;

import java.util.List;
import java.util.function.Supplier;

/// Every model of every provider behind one interface. Given to plugins by the kernel; called on
/// the event loop of the call.
///
/// A model is named by `instance/model`, by a bare id that an instance is known to have, or by
/// `auto`. Failures are [ai.optimaforge.spi.ForgeException]s ready for the client.
public interface Models {
    /// Routes a chat request to a provider and answers it whole, mended to OpenAI's dialect.
    Future<Routed<ChatAnswer>> chat(ChatRequest request, CallContext call);

    /// Routes a chat request to a provider and answers it as a canonical stream, see [ChatChunk].
    /// It always ends with usage where the upstream tells it, whether or not the request asked
    /// for it.
    Future<Routed<CancellableStream<ChatChunk>>> streamChat(ChatRequest request, CallContext call);

    /// Routes a request in another dialect: to the upstream as it is where that speaks the
    /// dialect, else as a chat request.
    ///
    /// @param translation the same request in OpenAI's dialect; asked for at most once, on the
    /// call's event loop. It may throw a [ai.optimaforge.spi.ForgeException], which is the
    /// client's answer
    Future<Routed<InDialect<NativeAnswer, ChatAnswer>>> chat(
            NativeRequest request, Supplier<ChatRequest> translation, CallContext call);

    /// The same, answered as a stream.
    Future<Routed<InDialect<CancellableStream<NativeEvent>, CancellableStream<ChatChunk>>>>
            streamChat(NativeRequest request, Supplier<ChatRequest> translation, CallContext call);

    /// How many tokens a request's prompt has, tools and all: an estimate, since each model
    /// counts its own way. Counted off the event loop.
    ///
    /// @return fails with `model_not_found` as [#find] does
    Future<Long> countTokens(ChatRequest request, Caller caller);

    /// Tells how good an answer was.
    ///
    /// @param answer its id, as the client was told it: `forge-…`
    /// @param rating from -1, useless, to 1, perfect
    /// @return fails with 404 if the caller got no such answer in the last day
    Future<Void> rate(String answer, double rating, Caller caller);

    /// Routes a request for embeddings to a provider.
    Future<Routed<EmbeddingAnswer>> embed(EmbeddingRequest request, CallContext call);

    /// All models that a caller can name, by instance in routing order.
    Future<List<CatalogModel>> list(Caller caller);

    /// The model that a name leads to, `auto` excepted.
    ///
    /// @return fails with `model_not_found` and the nearest names if there is none that the
    /// caller may call
    Future<CatalogModel> find(String name, Caller caller);
}
