// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.EmbeddingAnswer;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.ModelFacts;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.Prices;
import ai.optimaforge.spi.model.UpstreamException;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import java.util.List;
import java.util.Set;

/// One model, on threads of its own.
final class LocalProvider implements ModelProvider {
    static final String MODEL = "all-minilm-l6-v2";

    private static final int NOT_FOUND = 404;

    private static final ModelInfo INFO =
            ModelInfo.of(MODEL, ModelMode.EMBEDDING)
                    .withOwnedBy("sentence-transformers")
                    .withDescription("Sentences and short paragraphs of English, in the process.")
                    .withFacts(
                            ModelFacts.UNKNOWN
                                    .withContext(WordPieces.MOST_TOKENS)
                                    .withDimensions(MiniLm.DIMENSIONS)
                                    .withAbilities(Set.of())
                                    .withPrices(Prices.of(0, 0)));

    private final EmbeddingQueue queue;

    LocalProvider(EmbeddingQueue queue) {
        this.queue = requireNonNull(queue);
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.EMBEDDINGS);
    }

    @Override
    public Future<List<ModelInfo>> models() {
        return Future.succeededFuture(List.of(INFO));
    }

    @Override
    public Future<EmbeddingAnswer> embed(EmbeddingRequest request, CallContext call) {
        try {
            return embed(texts(request), call)
                    .map(
                            embedded -> {
                                EmbeddingOutput.cut(embedded).forEach(call::notice);
                                return EmbeddingOutput.of(embedded, request.base64());
                            });
        } catch (ForgeException | UpstreamException refusal) {
            return Future.failedFuture(refusal);
        }
    }

    private static List<String> texts(EmbeddingRequest request) {
        if (!request.model().equals(MODEL)) {
            throw UpstreamException.answered(
                    NOT_FOUND, "there is no model " + request.model() + " but " + MODEL);
        }
        return EmbeddingInput.texts(request.document());
    }

    private Future<List<Embedded>> embed(List<String> texts, CallContext call) {
        Context loop = requireNonNull(Vertx.currentContext(), "not on an event loop");
        Promise<List<Embedded>> done = Promise.promise();
        EmbeddingJob job =
                new EmbeddingJob(texts, result -> loop.runOnContext(back -> done.handle(result)));
        queue.add(job);
        call.onCancel(job::cancel);
        return done.future();
    }

    @Override
    public Future<Void> close() {
        return queue.close();
    }
}
