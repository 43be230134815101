// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static java.util.Locale.ROOT;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// A field of a chat request that an upstream does not take as OpenAI does.
///
/// @param upstream the upstream's name for people
/// @param field the field of the request or, in each message, that of the message
/// @param inMessages whether it is a field of the messages
/// @param value the only value for which this holds; any if empty
/// @param models the models for which this holds, found in their ids; all if empty
/// @param act what is done
/// @param to the other name, or the other value
/// @param harmless values that ask for nothing, which are left out without a word
/// @param quiet whether leaving it out is not told, since the answer is the same
record Quirk(
        String upstream,
        String field,
        boolean inMessages,
        Optional<String> value,
        Optional<Pattern> models,
        Act act,
        String to,
        List<Object> harmless,
        boolean quiet) {
    private static final String IN_MESSAGES = "messages[].";

    /// What is done with the field.
    enum Act {
        RENAME,
        REPLACE,
        DROP,
        REFUSE
    }

    static Quirk of(String upstream, JsonObject json) {
        String path = json.getString("field");
        boolean inMessages = path.startsWith(IN_MESSAGES);
        return new Quirk(
                upstream,
                inMessages ? path.substring(IN_MESSAGES.length()) : path,
                inMessages,
                Optional.ofNullable(json.getString("value")),
                Optional.ofNullable(json.getString("models")).map(Pattern::compile),
                Act.valueOf(json.getString("act").toUpperCase(ROOT)),
                json.getString("to", ""),
                json.getJsonArray("harmless", new JsonArray()).stream().toList(),
                json.getBoolean("quiet", false));
    }

    /// The request as the upstream takes it; itself if it is so already.
    ///
    /// @param notices takes a line for what was left out
    /// @throws ForgeException if it cannot be taken without a change of its meaning
    JsonDocument apply(JsonDocument request, Consumer<String> notices) {
        if (models.isPresent() && !models.get().matcher(model(request)).find()) {
            return request;
        }
        return inMessages
                ? request.mapObjects("messages", message -> change(message, notices))
                : change(request, notices);
    }

    private static String model(JsonDocument request) {
        return request.string("model").orElse("");
    }

    private JsonDocument change(JsonDocument object, Consumer<String> notices) {
        if (!object.has(field) || (value.isPresent() && !value.equals(object.string(field)))) {
            return object;
        }
        return switch (act) {
            case REPLACE -> object.with(field, to);
            case RENAME -> renamed(object);
            case DROP -> {
                if (!quiet && !isHarmless(content(object))) {
                    notices.accept(path() + " was left out: " + upstream + " does not take it");
                }
                yield object.without(field);
            }
            case REFUSE -> {
                if (!isHarmless(content(object))) {
                    throw refusal(object);
                }
                yield object.without(field);
            }
        };
    }

    private JsonDocument renamed(JsonDocument object) {
        Object content = content(object);
        JsonDocument without = object.without(field);
        return content == null ? without : without.with(to, content);
    }

    private @Nullable Object content(JsonDocument object) {
        return Json.decodeValue(object.raw(field).orElseThrow());
    }

    private boolean isHarmless(@Nullable Object content) {
        return content == null || harmless.stream().anyMatch(other -> isSame(other, content));
    }

    private static boolean isSame(Object one, Object other) {
        if (one instanceof Number a && other instanceof Number b) {
            return a.doubleValue() == b.doubleValue();
        }
        return one.equals(other);
    }

    private ForgeException refusal(JsonDocument object) {
        String what = value.isPresent() ? path() + " " + object.raw(field).orElseThrow() : path();
        String allowed =
                harmless.isEmpty() ? "" : " other than " + Json.encode(harmless.getFirst());
        return new ForgeException(
                        CommonError.INVALID_PARAMETER,
                        upstream + " does not take " + what + allowed + ".")
                .withParam(path());
    }

    private String path() {
        return inMessages ? IN_MESSAGES + field : field;
    }
}
