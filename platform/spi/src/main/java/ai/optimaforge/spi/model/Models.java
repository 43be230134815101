// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;

import java.util.List;

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

    /// Routes a request for embeddings to a provider.
    Future<Routed<EmbeddingAnswer>> embed(EmbeddingRequest request, CallContext call);

    /// All models that a caller can name, by instance in routing order.
    Future<List<CatalogModel>> list(Caller caller);

    /// The model that a name leads to, `auto` excepted.
    ///
    /// @return fails with `model_not_found` and the nearest names if there is none that the
    /// caller     may call
    Future<CatalogModel> find(String name, Caller caller);
}
