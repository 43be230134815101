// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ModelFacts;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;

import io.vertx.core.buffer.Buffer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a page of the list of models.
///
/// @param models the models of the page
/// @param next what to ask the next page with; empty on the last
record ModelList(List<ModelInfo> models, Optional<String> next) {
    /// Models that answer with pictures or sound, which the list does not tell from others.
    private static final Pattern NO_TEXT =
            Pattern.compile("(?<![a-z0-9])(image|tts|audio|live|lyria)(?![a-z0-9])");

    private static final Set<String> EMBEDDING =
            Set.of("\"embedContent\"", "\"batchEmbedContents\"");

    static ModelList parse(Buffer body) {
        JsonDocument page = GoogleErrors.parse(body.getBytes(), "its list of models");
        List<ModelInfo> models =
                page.objects("models").stream()
                        .filter(model -> !model.string("name").orElse("").isEmpty())
                        .map(ModelList::info)
                        .toList();
        return new ModelList(
                models, page.string("nextPageToken").filter(token -> !token.isEmpty()));
    }

    private static ModelInfo info(JsonDocument model) {
        String id = GeminiModel.of(model.string("name").orElseThrow()).id();
        ModelFacts facts = ModelFacts.UNKNOWN;
        facts = model.integer("inputTokenLimit").map(facts::withContext).orElse(facts);
        facts = model.integer("outputTokenLimit").map(facts::withMaxOutput).orElse(facts);
        return ModelInfo.of(id, mode(id, methods(model)))
                .withOwnedBy("google")
                .withDescription(
                        model.string("displayName")
                                .or(() -> model.string("description"))
                                .orElse(""))
                .withFacts(facts);
    }

    private static String methods(JsonDocument model) {
        return model.raw("supportedGenerationMethods").map(Buffer::toString).orElse("");
    }

    private static ModelMode mode(String id, String methods) {
        if (methods.isEmpty()) {
            return id.contains("embed") ? ModelMode.EMBEDDING : ModelMode.CHAT;
        }
        if (methods.contains("\"generateContent\"")) {
            return NO_TEXT.matcher(id).find() ? ModelMode.OTHER : ModelMode.CHAT;
        }
        return EMBEDDING.stream().anyMatch(methods::contains)
                ? ModelMode.EMBEDDING
                : ModelMode.OTHER;
    }
}
