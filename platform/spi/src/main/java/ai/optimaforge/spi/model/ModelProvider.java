// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One configured instance of a provider. The kernel calls it on the event loop of the call, by
/// several loops at a time: it must not block and must be thread-safe. Its futures complete, and
/// its streams deliver, on that same loop.
///
/// Requests and answers are documents in OpenAI's dialect. The kernel mends small flaws on the
/// way (a missing role, unknown finish reasons, missing usage keys), so a provider whose upstream
/// speaks that dialect hands on what it got.
///
/// A field that the upstream's wire cannot express is refused, with a
/// [ai.optimaforge.spi.ForgeException] of status 400 that names it, when to leave it out would
/// change what the answer means; else it is left out, and [CallContext#notice] says so.
///
/// What the upstream said goes into an [UpstreamException]; the kernel maps it to the client's
/// error and names the instance. When the call is cancelled ([CallContext#onCancel]), the
/// provider aborts its upstream request at once.
public interface ModelProvider {
    /// What this instance can do. Constant; called often.
    Set<Capability> capabilities();

    /// Whose models these are, as far as prices and abilities are known by their ids: a
    /// `provider` of the platform's list of facts, for instance `anthropic`. Empty if nothing is
    /// known of them, as for a server of the operator's own. Constant.
    default Optional<String> vendor() {
        return Optional.empty();
    }

    /// The dialects beside OpenAI's in which the upstream takes a call as it is. Constant; called
    /// often.
    default Set<Dialect> dialects() {
        return Set.of();
    }

    /// The models that the instance has now. Called at the start and then every
    /// `providers.refresh` (5 min by default), and after a failure sooner.
    Future<List<ModelInfo>> models();

    /// Answers a chat request whole. Called only if [Capability#CHAT] is claimed.
    default Future<ChatAnswer> chat(ChatRequest request, CallContext call) {
        return unsupported(Capability.CHAT);
    }

    /// Answers a chat request as a stream. The future completes once the upstream has begun to
    /// answer; the stream is handed over paused. Called only if [Capability#CHAT_STREAM] is
    /// claimed.
    default Future<CancellableStream<ChatChunk>> streamChat(ChatRequest request, CallContext call) {
        return unsupported(Capability.CHAT_STREAM);
    }

    /// Embeds texts. Called only if [Capability#EMBEDDINGS] is claimed.
    default Future<EmbeddingAnswer> embed(EmbeddingRequest request, CallContext call) {
        return unsupported(Capability.EMBEDDINGS);
    }

    /// Answers a request in another dialect whole; towards the upstream its bytes are not
    /// changed. Called only with a dialect of [#dialects] and if [Capability#CHAT] is claimed.
    default Future<NativeAnswer> chat(NativeRequest request, CallContext call) {
        return unsupported(new Capability(request.dialect().name()));
    }

    /// Answers a request in another dialect as the upstream's own events, from the first to the
    /// last; an event that tells of an error fails the stream instead. Handed over paused, as the
    /// other. Called only with a dialect of [#dialects] and if [Capability#CHAT_STREAM] is
    /// claimed.
    default Future<CancellableStream<NativeEvent>> streamChat(
            NativeRequest request, CallContext call) {
        return unsupported(new Capability(request.dialect().name()));
    }

    /// Gives up what the instance holds. Called once, after its last call has ended.
    default Future<Void> close() {
        return Future.succeededFuture();
    }

    private static <T> Future<T> unsupported(Capability capability) {
        return Future.failedFuture(
                new UnsupportedOperationException(
                        "the provider does not claim " + capability.name()));
    }
}
