// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonSlice;
import ai.optimaforge.spi.json.JsonType;

import java.util.ArrayList;
import java.util.List;

/// What a message says: a text, or parts.
final class ContentParts {
    private static final String TEXT = "text";
    private static final String CONTENT = "content";

    private final Turns turns;
    private final Notices notices;

    ContentParts(Turns turns, Notices notices) {
        this.turns = turns;
        this.notices = notices;
    }

    /// The texts of a message that may hold nothing else, as JSON.
    static List<JsonSlice> texts(JsonDocument message, String path) {
        JsonType type = type(message, path);
        if (type == JsonType.STRING) {
            return List.of(message.slice(CONTENT).orElseThrow());
        }
        List<JsonSlice> texts = new ArrayList<>();
        for (JsonDocument part : parts(message, path)) {
            String at = path + ".content[" + texts.size() + "]";
            texts.add(textOf(part, at));
        }
        return texts;
    }

    private static List<JsonDocument> parts(JsonDocument message, String path) {
        return RequestFields.objects(message, CONTENT, path + ".content", "a list of parts");
    }

    private static JsonSlice textOf(JsonDocument part, String path) {
        String type = RequestFields.text(part, "type", path + ".type");
        return switch (type) {
            case TEXT, "refusal" -> string(part, type, path);
            default ->
                    throw RequestFields.refused(
                            path + ".type", "must be text here, not " + RequestFields.shown(type));
        };
    }

    private static JsonSlice string(JsonDocument part, String name, String path) {
        String at = path + "." + name;
        return RequestFields.raw(part, name, JsonType.STRING, at, "a text")
                .orElseThrow(() -> RequestFields.wrong(part, name, at, "a text"));
    }

    private static JsonType type(JsonDocument message, String path) {
        return message.type(CONTENT)
                .filter(type -> type == JsonType.STRING || type == JsonType.ARRAY)
                .orElseThrow(
                        () ->
                                RequestFields.wrong(
                                        message,
                                        CONTENT,
                                        path + ".content",
                                        "a text or a list of parts"));
    }

    /// Writes what a user says.
    void user(JsonDocument message, String path) {
        if (type(message, path) == JsonType.STRING) {
            turns.text(Turns.Kind.USER, message.slice(CONTENT).orElseThrow());
            return;
        }
        int index = 0;
        for (JsonDocument part : parts(message, path)) {
            part(part, path + ".content[" + index++ + "]");
        }
    }

    private void part(JsonDocument part, String path) {
        if (RequestFields.has(part, "cache_control")) {
            notices.leftOut("cache_control", "Gemini finds by itself what it can cache");
        }
        String type = RequestFields.text(part, "type", path + ".type");
        switch (type) {
            case TEXT, "refusal" -> turns.text(Turns.Kind.USER, string(part, type, path));
            case "image_url" -> image(inner(part, type, path), path + ".image_url");
            case "file" -> file(inner(part, type, path), path + ".file");
            case "input_audio" -> sound(inner(part, type, path), path + ".input_audio");
            default -> throw unknown(type, path);
        }
    }

    private static ForgeException unknown(String type, String path) {
        return RequestFields.refused(
                path + ".type",
                "must be text, image_url, file or input_audio, not " + RequestFields.shown(type));
    }

    private static JsonDocument inner(JsonDocument part, String name, String path) {
        String at = path + "." + name;
        return RequestFields.object(part, name, at)
                .orElseThrow(() -> RequestFields.wrong(part, name, at, "an object"));
    }

    private void image(JsonDocument image, String path) {
        if (image.string("detail").filter(detail -> !detail.equals("auto")).isPresent()) {
            notices.leftOut("image_url.detail", "Gemini chooses the resolution by itself");
        }
        String url = RequestFields.text(image, "url", path + ".url");
        JsonText part = turns.part(Turns.Kind.USER);
        Media.writeImage(url, path + ".url", part);
        part.close('}');
    }

    private void file(JsonDocument file, String path) {
        if (RequestFields.has(file, "file_id")) {
            throw RequestFields.refused(
                    path + ".file_id", "names a file that only OpenAI has: send it as file_data");
        }
        String at = path + ".file_data";
        inline(Media.document(RequestFields.text(file, "file_data", at), at));
    }

    private void sound(JsonDocument sound, String path) {
        String format = RequestFields.text(sound, "format", path + ".format");
        String data = RequestFields.text(sound, "data", path + ".data");
        inline(Media.sound(data, format, path + ".format"));
    }

    private void inline(Media.Inline media) {
        JsonText part = turns.part(Turns.Kind.USER);
        media.write(part);
        part.close('}');
    }
}
