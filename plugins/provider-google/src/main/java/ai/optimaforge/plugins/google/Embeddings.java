// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonSlice;
import ai.optimaforge.spi.json.JsonType;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;

import java.util.ArrayList;
import java.util.List;

/// Translates requests for embeddings into `batchEmbedContents`, and the answers back.
final class Embeddings {
    /// Google takes no more texts in one request; OpenAI takes 2048.
    private static final int LARGEST_BATCH = 100;

    private static final String INPUT = "input";

    private final JsonDocument request;
    private final GeminiModel model;

    Embeddings(JsonDocument request, GeminiModel model) {
        this.request = request;
        this.model = model;
    }

    /// The requests to send, in order.
    List<Buffer> batches(Notices notices) {
        for (String name : request.names()) {
            switch (name) {
                case "model", INPUT, "encoding_format", "dimensions" -> {}
                default -> {
                    if (RequestFields.has(request, name)) {
                        notices.leftOut(name, "Gemini's API has no place for it");
                    }
                }
            }
        }
        List<JsonSlice> texts = texts();
        List<Buffer> batches = new ArrayList<>();
        for (int i = 0; i < texts.size(); i += LARGEST_BATCH) {
            batches.add(batch(texts.subList(i, Math.min(i + LARGEST_BATCH, texts.size()))));
        }
        return batches;
    }

    /// The texts, as JSON.
    private List<JsonSlice> texts() {
        JsonType type = request.type(INPUT).orElse(JsonType.NULL);
        if (type == JsonType.STRING) {
            return List.of(request.slice(INPUT).orElseThrow());
        }
        if (type != JsonType.ARRAY || request.isEmpty(INPUT)) {
            throw RequestFields.wrong(request, INPUT, INPUT, "a text or a list of texts");
        }
        List<JsonSlice> texts = new ArrayList<>();
        for (Object element : new JsonArray(request.raw(INPUT).orElseThrow())) {
            if (!(element instanceof String text)) {
                throw RequestFields.refused(
                        INPUT,
                        "must be a text or a list of texts: Gemini takes no tokens, such as "
                                + RequestFields.shown(String.valueOf(element)));
            }
            texts.add(JsonText.encoded(text));
        }
        return texts;
    }

    private Buffer batch(List<JsonSlice> texts) {
        JsonText out = new JsonText(4096);
        out.open('{').name("requests").open('[');
        for (JsonSlice text : texts) {
            out.open('{').name("model").text(model.name());
            out.name("content").open('{').name("parts").open('[').open('{');
            out.name("text").raw(text).close('}').close(']').close('}');
            RequestFields.whole(request, "dimensions", 1)
                    .ifPresent(length -> out.name("outputDimensionality").number(length));
            out.close('}');
        }
        return out.close(']').close('}').toBuffer();
    }

    /// The answers to all batches as one of OpenAI's.
    ///
    /// @throws UpstreamException if an answer is an error, or there are not as many vectors as
    /// texts
    JsonDocument answer(List<Buffer> bodies) {
        JsonText out = new JsonText(4096);
        out.open('{').name("object").literal("\"list\"").name("data").open('[');
        int index = 0;
        long tokens = 0;
        boolean accounted = false;
        for (Buffer body : bodies) {
            JsonDocument answer = GoogleErrors.parse(body.getBytes(), "its answer");
            for (JsonDocument embedding : answer.objects("embeddings")) {
                vector(embedding, index++, out);
            }
            var used = answer.object("usageMetadata").flatMap(u -> u.integer("promptTokenCount"));
            accounted |= used.isPresent();
            tokens += used.orElse(0L);
        }
        int expected = texts().size();
        if (index != expected) {
            throw UpstreamException.of(
                    Failure.GARBLED,
                    "its answer has %d embeddings for %d texts".formatted(index, expected));
        }
        out.close(']').name("model").text(model.id());
        if (accounted) {
            out.name("usage").open('{').name("prompt_tokens").number(tokens);
            out.name("total_tokens").number(tokens).close('}');
        }
        return JsonDocument.parse(out.close('}').finish());
    }

    private static void vector(JsonDocument embedding, int index, JsonText out) {
        Buffer values =
                embedding
                        .raw("values")
                        .orElseThrow(
                                () ->
                                        UpstreamException.of(
                                                Failure.GARBLED, "an embedding has no values"));
        out.open('{').name("object").literal("\"embedding\"").name("index").number(index);
        out.name("embedding").raw(values).close('}');
    }
}
