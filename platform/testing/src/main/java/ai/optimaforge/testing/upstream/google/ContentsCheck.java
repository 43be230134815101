// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.google;

import static ai.optimaforge.testing.upstream.google.RejectedException.unless;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// What Google checks of a conversation.
final class ContentsCheck {
    private static final String CALL = "functionCall";
    private static final String RESPONSE = "functionResponse";
    private static final Set<String> DATA =
            Set.of("text", "inlineData", "fileData", CALL, RESPONSE, "executableCode");
    private static final Set<String> BESIDE = Set.of("thought", "thoughtSignature");
    private static final Set<String> TYPES =
            Set.of(
                    "image/png",
                    "image/jpeg",
                    "image/webp",
                    "image/heic",
                    "image/heif",
                    "application/pdf",
                    "audio/wav",
                    "audio/mp3",
                    "audio/aiff",
                    "audio/aac",
                    "audio/ogg",
                    "audio/flac");

    private ContentsCheck() {}

    static void check(@Nullable JsonArray contents, double generation) {
        if (contents == null || contents.isEmpty()) {
            throw new RejectedException(
                    "* GenerateContentRequest.contents: contents is not specified");
        }
        List<JsonObject> turns = contents.stream().map(JsonObject.class::cast).toList();
        for (int i = 0; i < turns.size(); i++) {
            String role = turns.get(i).getString("role", "");
            unless(
                    role.equals("user") || role.equals("model"),
                    "Please use a valid role: user, model.");
            parts(turns.get(i), "contents[" + i + "]");
            order(turns, i);
        }
        if (generation >= 3) {
            signatures(turns);
        }
    }

    static void parts(JsonObject content, String place) {
        GenerateContentCheck.known(content, Set.of("role", "parts"), place);
        JsonArray parts = content.getJsonArray("parts", new JsonArray());
        unless(
                !parts.isEmpty(),
                "* GenerateContentRequest.%s.parts: contents.parts must not be empty."
                        .formatted(place));
        for (int i = 0; i < parts.size(); i++) {
            part(parts.getJsonObject(i), place + ".parts[" + i + "]");
        }
    }

    private static void part(JsonObject part, String place) {
        long data = part.fieldNames().stream().filter(DATA::contains).count();
        for (String name : part.fieldNames()) {
            if (!DATA.contains(name) && !BESIDE.contains(name)) {
                throw RejectedException.unknownName(name, place);
            }
        }
        boolean empty = "".equals(part.getValue("text")) && !part.containsKey("thoughtSignature");
        unless(
                data == 1 && !empty,
                "* GenerateContentRequest.%s.data: required oneof field 'data' must have one"
                                .formatted(place)
                        + " initialized field");
        JsonObject blob = part.getJsonObject("inlineData", part.getJsonObject("fileData"));
        if (blob != null) {
            String type = blob.getString("mimeType", "");
            unless(TYPES.contains(type), "Unsupported MIME type: " + type);
        }
        function(part.getJsonObject(CALL), "args", place + ".function_call");
        function(part.getJsonObject(RESPONSE), "response", place + ".function_response");
    }

    private static void function(@Nullable JsonObject function, String object, String place) {
        if (function == null) {
            return;
        }
        GenerateContentCheck.known(function, Set.of("id", "name", object), place);
        unless(
                !function.getString("name", "").isEmpty(),
                "* GenerateContentRequest.%s.name: Name cannot be empty.".formatted(place));
        unless(
                function.getValue(object) instanceof JsonObject,
                "Invalid value at '%s.%s', Starting an object on a scalar field"
                        .formatted(place, object));
    }

    private static long count(JsonObject content, String name) {
        return content.getJsonArray("parts").stream()
                .filter(part -> ((JsonObject) part).containsKey(name))
                .count();
    }

    private static void order(List<JsonObject> turns, int index) {
        JsonObject turn = turns.get(index);
        long calls = count(turn, CALL);
        long responses = count(turn, RESPONSE);
        if (calls > 0) {
            unless(
                    index > 0 && turns.get(index - 1).getString("role").equals("user"),
                    "Please ensure that function call turn comes immediately after a user turn or"
                            + " after a function response turn.");
            long answered = index + 1 < turns.size() ? responses(turns.get(index + 1)) : 0;
            unless(
                    answered == calls,
                    "Please ensure that the number of function response parts is equal to the"
                            + " number of function call parts of the function call turn.");
        }
        if (responses > 0) {
            unless(
                    turn.getString("role").equals("user")
                            && index > 0
                            && count(turns.get(index - 1), CALL) > 0,
                    "Please ensure that function response turn comes immediately after a function"
                            + " call turn.");
        }
    }

    private static long responses(JsonObject turn) {
        return turn.getJsonArray("parts") == null ? 0 : count(turn, RESPONSE);
    }

    /// Of the calls since the user spoke last, the first of each turn must be signed.
    private static void signatures(List<JsonObject> turns) {
        int start = turns.size();
        while (start > 0 && !isWord(turns.get(start - 1))) {
            start--;
        }
        for (int i = start; i < turns.size(); i++) {
            for (Object each : turns.get(i).getJsonArray("parts")) {
                JsonObject part = (JsonObject) each;
                if (part.containsKey(CALL)) {
                    unless(
                            part.containsKey("thoughtSignature"),
                            "Function call is missing a thought_signature in functionCall parts."
                                    + " This is required for tools to work correctly. Additional"
                                    + " data, function call `default_api:%s`, position %d."
                                            .formatted(
                                                    part.getJsonObject(CALL).getString("name"),
                                                    i + 1));
                    break;
                }
            }
        }
    }

    private static boolean isWord(JsonObject turn) {
        return turn.getString("role").equals("user") && count(turn, RESPONSE) == 0;
    }
}
