// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionNamedToolChoice;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** The official OpenAI SDK for Java, unchanged but for its base URL. */
public final class Example {
    private static final String MODEL = env("FORGE_MODEL").orElse("auto");
    private static final boolean STRICT = env("FORGE_STRICT").filter("1"::equals).isPresent();

    private final OpenAIClient client =
            OpenAIOkHttpClient.builder()
                    .baseUrl(env("FORGE_BASE_URL").orElse("http://127.0.0.1:8090") + "/v1")
                    .apiKey(env("FORGE_API_KEY").orElseThrow())
                    // the SDK then checks that answers are what their types say
                    .responseValidation(true)
                    .build();

    public static void main(String[] args) throws Exception {
        Example example = new Example();
        Map<String, Callable<String>> steps = new LinkedHashMap<>();
        steps.put("chat", example::chat);
        steps.put("stream", example::stream);
        steps.put("tools", example::tools);
        steps.put("streamed tools", example::streamedTools);
        steps.put("structured output", example::structuredOutput);
        steps.put("embeddings", example::embeddings);
        steps.put("models", example::models);
        steps.put("error", example::error);
        for (Map.Entry<String, Callable<String>> step : steps.entrySet()) {
            try {
                System.out.printf("%-18s %s%n", step.getKey(), step.getValue().call());
            } catch (Skipped e) {
                if (STRICT) {
                    throw e;
                }
                System.out.printf("%-18s skipped: %s%n", step.getKey(), e.getMessage());
            }
        }
        example.client.close();
    }

    private static ChatCompletionCreateParams.Builder hello() {
        return ChatCompletionCreateParams.builder()
                .model(MODEL)
                .addUserMessage("Hello")
                .putAdditionalBodyProperty("max_tokens", JsonValue.from(16));
    }

    private String chat() {
        ChatCompletion completion = client.chat().completions().create(hello().build());
        check(completion.id().startsWith("forge-"), completion.id());
        completion.usage().ifPresent(Example::checkSum);
        String text = completion.choices().get(0).message().content().orElseThrow();
        // what the platform adds to OpenAI's answer; a key can turn it off
        String by =
                text(completion._additionalProperties(), "forge_metadata", "provider")
                        .map(provider -> " [" + provider + ", " + completion.model() + "]")
                        .orElse("");
        return shortened(text) + by;
    }

    private String stream() {
        ChatCompletionCreateParams params =
                hello().streamOptions(
                                ChatCompletionStreamOptions.builder().includeUsage(true).build())
                        .build();
        List<ChatCompletionChunk> chunks = streamed(params);
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        chunks.forEach(accumulator::accumulate);
        ChatCompletion completion = accumulator.chatCompletion();
        // the last chunk has no choices, but the usage; some servers do not tell it
        completion.usage().ifPresent(Example::checkSum);
        check(!STRICT || completion.usage().isPresent(), "no usage");
        String text = completion.choices().get(0).message().content().orElseThrow();
        return chunks.size() + " chunks: " + shortened(text);
    }

    private List<ChatCompletionChunk> streamed(ChatCompletionCreateParams params) {
        try (StreamResponse<ChatCompletionChunk> response =
                client.chat().completions().createStreaming(params)) {
            return response.stream().collect(Collectors.toList());
        }
    }

    private static ChatCompletionCreateParams.Builder weather() {
        ChatCompletionFunctionTool tool =
                ChatCompletionFunctionTool.builder()
                        .function(
                                FunctionDefinition.builder()
                                        .name("get_weather")
                                        .description("The weather in a city now.")
                                        .parameters(
                                                FunctionParameters.builder()
                                                        .putAdditionalProperty(
                                                                "type", JsonValue.from("object"))
                                                        .putAdditionalProperty(
                                                                "properties",
                                                                JsonValue.from(
                                                                        Map.of(
                                                                                "city",
                                                                                Map.of(
                                                                                        "type",
                                                                                        "string",
                                                                                        "enum",
                                                                                        List.of(
                                                                                                "London",
                                                                                                "Paris")))))
                                                        .putAdditionalProperty(
                                                                "required",
                                                                JsonValue.from(List.of("city")))
                                                        .build())
                                        .build())
                        .build();
        return ChatCompletionCreateParams.builder()
                .model(MODEL)
                .addUserMessage("What is the weather in Paris?")
                .addTool(tool)
                .temperature(0)
                .putAdditionalBodyProperty("max_tokens", JsonValue.from(64));
    }

    private static ChatCompletionNamedToolChoice callWeather() {
        return ChatCompletionNamedToolChoice.builder()
                .function(
                        ChatCompletionNamedToolChoice.Function.builder()
                                .name("get_weather")
                                .build())
                .build();
    }

    private String tools() {
        ChatCompletion completion =
                client.chat().completions().create(weather().toolChoice(callWeather()).build());
        ChatCompletionMessageFunctionToolCall call = weatherCall(completion);
        ChatCompletion answer =
                client.chat()
                        .completions()
                        .create(
                                weather()
                                        .addMessage(
                                                // some servers refuse a content of null here
                                                completion
                                                        .choices()
                                                        .get(0)
                                                        .message()
                                                        .toParam()
                                                        .toBuilder()
                                                        .content("")
                                                        .build())
                                        .addMessage(
                                                ChatCompletionToolMessageParam.builder()
                                                        .toolCallId(call.id())
                                                        .content("{\"celsius\": 18}")
                                                        .build())
                                        .build());
        String text = answer.choices().get(0).message().content().orElseThrow();
        return call.function().name() + call.function().arguments() + ": " + shortened(text);
    }

    private String streamedTools() {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        streamed(weather().toolChoice(callWeather()).build()).forEach(accumulator::accumulate);
        ChatCompletionMessageFunctionToolCall call = weatherCall(accumulator.chatCompletion());
        return call.function().name() + call.function().arguments();
    }

    private static ChatCompletionMessageFunctionToolCall weatherCall(ChatCompletion completion) {
        var calls = completion.choices().get(0).message().toolCalls().orElseThrow();
        check(calls.size() == 1, calls.size() + " calls");
        ChatCompletionMessageFunctionToolCall call = calls.get(0).asFunction();
        check(call.function().name().equals("get_weather"), call.function().name());
        City city = call.function().arguments(City.class);
        check(city.city != null, call.function().arguments());
        return call;
    }

    /** The arguments of the tool. */
    public static final class City {
        @JsonProperty public String city;
    }

    /** The structured output. */
    public static final class Language {
        @JsonProperty public Known language;

        /** A language that the model may name. */
        public enum Known {
            ENGLISH,
            FRENCH,
            GERMAN
        }
    }

    private String structuredOutput() {
        try {
            var completion =
                    client.chat()
                            .completions()
                            .create(
                                    ChatCompletionCreateParams.builder()
                                            .model(MODEL)
                                            .addUserMessage("Which language is this: Guten Tag?")
                                            .temperature(0)
                                            .putAdditionalBodyProperty(
                                                    "max_tokens", JsonValue.from(64))
                                            .responseFormat(Language.class)
                                            .build());
            return completion.choices().get(0).message().content().orElseThrow().language.name();
        } catch (OpenAIServiceException e) {
            // a server that answers 500 to it is soon left alone for a while, with 503
            if (List.of(400, 422, 500, 502, 503).contains(e.statusCode())) {
                throw new Skipped(
                        "the model does not do it (%d %s)"
                                .formatted(e.statusCode(), e.code().orElse("")));
            }
            throw e;
        }
    }

    private String embeddings() {
        String model =
                env("FORGE_EMBEDDING_MODEL")
                        .or(
                                () ->
                                        client.models().list().autoPager().stream()
                                                .filter(Example::embeds)
                                                .map(Model::id)
                                                .findFirst())
                        .orElseThrow(() -> new Skipped("there is no embedding model"));
        EmbeddingCreateParams.Builder params =
                EmbeddingCreateParams.builder()
                        .model(model)
                        .inputOfArrayOfStrings(
                                List.of("The food was delicious.", "The waiter was rude."));
        // the SDK asks for base64 by itself and decodes it
        CreateEmbeddingResponse result = client.embeddings().create(params.build());
        CreateEmbeddingResponse plain =
                client.embeddings()
                        .create(
                                params.encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT)
                                        .build());
        for (int i = 0; i < 2; i++) {
            check(result.data().get(i).index() == i, "out of order");
            List<Float> one = result.data().get(i).embedding();
            List<Float> other = plain.data().get(i).embedding();
            check(one.size() == other.size(), "the vectors differ in length");
            for (int j = 0; j < one.size(); j++) {
                check(Math.abs(one.get(j) - other.get(j)) < 1e-5, "the vectors differ");
            }
        }
        int length = result.data().get(0).embedding().size();
        return "%d vectors of %d numbers [%s]".formatted(result.data().size(), length, model);
    }

    private static boolean embeds(Model model) {
        return text(model._additionalProperties(), "forge", "mode")
                .filter("embedding"::equals)
                .isPresent();
    }

    /** A text inside of an object that the SDK has no type for. */
    private static Optional<String> text(
            Map<String, JsonValue> properties, String object, String name) {
        return Optional.ofNullable(properties.get(object))
                .map(value -> value.convert(new TypeReference<Map<String, Object>>() {}))
                .map(members -> (String) members.get(name));
    }

    private String models() {
        List<Model> models = new ArrayList<>();
        client.models().list().autoPager().forEach(models::add);
        check(!models.isEmpty(), "no models");
        Model first = models.get(0);
        check(client.models().retrieve(first.id()).equals(first), first.id());
        return models.size() + ", the first is " + first.id();
    }

    private String error() {
        try {
            client.chat().completions().create(hello().model("no-such-model").build());
            throw new AssertionError("a model that does not exist answered");
        } catch (NotFoundException e) {
            check(e.code().equals(Optional.of("model_not_found")), e.getMessage());
            check(e.param().equals(Optional.of("model")), e.getMessage());
        }
        try {
            client.withOptions(options -> options.apiKey("forge_sk_wrong")).models().list();
            throw new AssertionError("a wrong key was let in");
        } catch (UnauthorizedException e) {
            check(e.code().equals(Optional.of("invalid_api_key")), e.getMessage());
        }
        return "404 model_not_found, 401 invalid_api_key";
    }

    /** The model behind the platform cannot do it. */
    private static final class Skipped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Skipped(String reason) {
            super(reason);
        }
    }

    private static void checkSum(CompletionUsage usage) {
        check(usage.totalTokens() == usage.promptTokens() + usage.completionTokens(), "" + usage);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }

    private static String shortened(String text) {
        String line = text.replace("\n", "\\n");
        return '"' + (line.length() <= 60 ? line : line.substring(0, 60) + "…") + '"';
    }

    private static Optional<String> env(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }
}
