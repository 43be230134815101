// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static java.util.Locale.ROOT;

import ai.optimaforge.spi.model.ModelMode;

import java.util.regex.Pattern;

/// Tells by the words in a model's id what it is for. A guess: OpenAI's list of models says no
/// more than the id, and neither do the servers that follow it. A wrong guess is mild, for a
/// model is called by the operation that the client chose whatever its mode; the mode decides
/// what `auto` may take and what a list shows.
final class ModelWords {
    private static final Pattern RERANKING = Pattern.compile("rerank");
    private static final Pattern EMBEDDING =
            Pattern.compile("embed|(?<![a-z0-9])(bge|gte|e5|all-minilm)(?![a-z0-9])");

    /// Speech, images, video and moderation; at the end, models of the old completions API.
    private static final Pattern OTHER =
            Pattern.compile(
                    "(?<![a-z0-9])(whisper|tts|audio|realtime|transcri|speech"
                            + "|dall-e|image|stable-diffusion|flux|sora|veo"
                            + "|moderation"
                            + "|babbage-002|davinci-002|gpt-3\\.5-turbo-instruct)");

    private ModelWords() {}

    static ModelMode mode(String id) {
        String words = id.toLowerCase(ROOT);
        if (RERANKING.matcher(words).find()) {
            return ModelMode.OTHER;
        }
        if (EMBEDDING.matcher(words).find()) {
            return ModelMode.EMBEDDING;
        }
        return OTHER.matcher(words).find() ? ModelMode.OTHER : ModelMode.CHAT;
    }
}
