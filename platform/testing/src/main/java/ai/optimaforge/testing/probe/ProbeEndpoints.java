// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.probe;

import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.endpoint.Operations;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.Models;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/// The way from HTTP to a provider, and nothing beside it. The contract test brings it as a
/// plugin of its own, so that it needs no other plugin built.
public final class ProbeEndpoints implements EndpointGroup {
    private final Models models;

    /// For the kernel.
    public ProbeEndpoints(PluginContext context) {
        this.models = context.models();
    }

    @Override
    public String contract() {
        return "ai/optimaforge/testing/probe/probe.yaml";
    }

    @Override
    public void bind(Operations operations) {
        operations.on("probeChat", this::chat).on("probeEmbedding", this::embed);
    }

    private Future<Answer> chat(Call call) {
        ChatRequest request = new ChatRequest(call.json());
        return request.stream()
                ? models.streamChat(request, call.context())
                        .map(routed -> Answer.events(frames(routed.answer())))
                : models.chat(request, call.context())
                        .map(routed -> Answer.json(routed.answer().document()));
    }

    private Future<Answer> embed(Call call) {
        return models.embed(new EmbeddingRequest(call.json()), call.context())
                .map(routed -> Answer.json(routed.answer().document()));
    }

    private static CancellableStream<Buffer> frames(CancellableStream<ChatChunk> chunks) {
        PushStream<Buffer> frames = new PushStream<>(PushStream.Producer.from(chunks));
        chunks.handler(chunk -> frames.push(frame(chunk.document().toString())))
                .exceptionHandler(frames::fail)
                .endHandler(
                        end -> {
                            frames.push(frame("[DONE]"));
                            frames.end();
                        });
        return frames;
    }

    private static Buffer frame(String data) {
        return Buffer.buffer("data: " + data + "\n\n");
    }
}
