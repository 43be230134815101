// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;
import ai.optimaforge.spi.model.Ability;
import ai.optimaforge.spi.model.ChatMessage;
import ai.optimaforge.spi.model.ChatRequest;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a call needs of a model.
///
/// @param abilities what the model must be able to do
/// @param promptTokens about how long the prompt is, judged by its characters
/// @param answerTokens how long the answer may become, or is expected to
/// @param work the kind of work
public record Needs(Set<Ability> abilities, long promptTokens, long answerTokens, WorkClass work) {
    /// The abilities that a request can ask for.
    public static final List<Ability> ASKABLE =
            List.of(
                    Ability.TOOLS,
                    Ability.VISION,
                    Ability.PDF,
                    Ability.AUDIO_IN,
                    Ability.AUDIO_OUT,
                    Ability.JSON_SCHEMA);

    private static final int CHARACTERS_PER_TOKEN = 4;
    // an image of middling size at OpenAI, Anthropic and Google alike
    private static final long TOKENS_PER_PART = 1_000;
    private static final long EXPECTED_ANSWER = 500;
    private static final int CLASSIFIED_CHARACTERS = 2_000;
    private static final WorkClassifier CLASSIFIER = new PatternClassifier();

    /// Keeps a copy.
    public Needs {
        abilities = Set.copyOf(abilities);
    }

    /// What is said of a request that can't be read.
    public static Needs unknown() {
        return new Needs(Set.of(), 0, EXPECTED_ANSWER, WorkClass.OTHER);
    }

    /// What a request for embeddings needs.
    ///
    /// @param tokens about how long its input is
    public static Needs ofEmbeddings(long tokens) {
        return new Needs(Set.of(), tokens, 0, WorkClass.OTHER);
    }

    /// What a request needs. Reads all of it.
    public static Needs of(ChatRequest request) {
        List<ChatMessage> messages = request.messages();
        long tokens = promptTokens(request, messages);
        return new Needs(
                abilities(request, messages),
                tokens,
                answerTokens(request.document()),
                CLASSIFIER.classify(lastOfUser(messages), tokens));
    }

    private static long promptTokens(ChatRequest request, List<ChatMessage> messages) {
        long characters =
                request.document().raw("tools").map(tools -> (long) tools.length()).orElse(0L);
        long tokens = 0;
        for (ChatMessage message : messages) {
            characters += message.text().length();
            tokens += TOKENS_PER_PART * attachments(message);
        }
        return tokens + characters / CHARACTERS_PER_TOKEN;
    }

    private static long attachments(ChatMessage message) {
        return message.document().type("content").filter(JsonType.ARRAY::equals).isEmpty()
                ? 0
                : message.document().objects("content").stream()
                        .filter(part -> part.string("type").flatMap(Needs::ability).isPresent())
                        .count();
    }

    /// The abilities alone.
    public static Set<Ability> abilities(ChatRequest request) {
        return abilities(request, request.messages());
    }

    private static Set<Ability> abilities(ChatRequest request, List<ChatMessage> messages) {
        Set<Ability> needed = new TreeSet<>(Comparator.comparing(Ability::name));
        JsonDocument document = request.document();
        if (document.type("tools").filter(JsonType.ARRAY::equals).isPresent()
                && !document.isEmpty("tools")) {
            needed.add(Ability.TOOLS);
        }
        if (document.object("response_format")
                .flatMap(format -> format.string("type"))
                .filter("json_schema"::equals)
                .isPresent()) {
            needed.add(Ability.JSON_SCHEMA);
        }
        if (document.object("audio").isPresent()) {
            needed.add(Ability.AUDIO_OUT);
        }
        for (ChatMessage message : messages) {
            JsonDocument said = message.document();
            if (said.type("content").filter(JsonType.ARRAY::equals).isPresent()) {
                said.objects("content")
                        .forEach(
                                part ->
                                        part.string("type")
                                                .flatMap(Needs::ability)
                                                .ifPresent(needed::add));
            }
        }
        return needed;
    }

    private static Optional<Ability> ability(String part) {
        return switch (part) {
            case "image_url" -> Optional.of(Ability.VISION);
            case "file" -> Optional.of(Ability.PDF);
            case "input_audio" -> Optional.of(Ability.AUDIO_IN);
            default -> Optional.empty();
        };
    }

    private static long answerTokens(JsonDocument request) {
        return request.integer("max_completion_tokens")
                .or(() -> request.integer("max_tokens"))
                .orElse(EXPECTED_ANSWER);
    }

    private static String lastOfUser(List<ChatMessage> messages) {
        for (ChatMessage message : messages.reversed()) {
            if (message.role().equals("user")) {
                String text = message.text();
                return text.substring(0, Math.min(text.length(), CLASSIFIED_CHARACTERS));
            }
        }
        return "";
    }

    /// The same with the length of the prompt as it was counted.
    public Needs withPromptTokens(long counted) {
        return new Needs(abilities, counted, answerTokens, work);
    }
}
