// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonSlice;
import ai.optimaforge.spi.json.JsonType;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// The content of a message, a text or a list of parts, as content blocks. A text without
/// anything but white space is left out, since the wire refuses it.
final class ContentParts {
    /// Which parts may stand in a message.
    enum Allowed {
        /// What people and tools send.
        ALL("text, image_url or file"),
        /// What the system and the model say.
        TEXT("text");

        private final String inWords;

        Allowed(String inWords) {
            this.inWords = inWords;
        }
    }

    private final Allowed allowed;
    private final Supplier<JsonOut> out;
    private final Notices notices;

    /// @param out where the next block goes; asked once for each
    ContentParts(Allowed allowed, Supplier<JsonOut> out, Notices notices) {
        this.allowed = allowed;
        this.out = out;
        this.notices = notices;
    }

    /// @param path the message's place in the request, for instance `messages[2]`
    void write(JsonDocument message, String path) {
        JsonType type = message.type("content").orElse(JsonType.NULL);
        switch (type) {
            case NULL -> {}
            case STRING -> text(message, "content", message);
            case ARRAY -> parts(message, path + ".content");
            default ->
                    throw Refusal.of(
                            path + ".content",
                            "must be a string or an array of parts, not a value of type "
                                    + type.name().toLowerCase(Locale.ROOT)
                                    + ".");
        }
    }

    private void parts(JsonDocument message, String path) {
        List<JsonDocument> parts = RequestFields.objects(message, "content", path);
        for (int i = 0; i < parts.size(); i++) {
            // a marker on the message is one on its last block
            JsonDocument marked = i == parts.size() - 1 ? message : JsonDocument.empty();
            part(parts.get(i), path + "[" + i + "]", marked);
        }
    }

    private void part(JsonDocument part, String path, JsonDocument message) {
        String type = part.string("type").orElse("");
        if (type.equals("text")) {
            text(part, "text", path, message);
        } else if (type.equals("refusal") && allowed == Allowed.TEXT) {
            text(part, "refusal", path, message);
        } else if (type.equals("image_url") && allowed == Allowed.ALL) {
            JsonOut block = out.get().object().name("type").text("image").name("source");
            Attachments.image(block, part, path + ".image_url", notices);
            end(block, part, message);
        } else if (type.equals("file") && allowed == Allowed.ALL) {
            JsonOut block = out.get().object().name("type").text("document").name("source");
            Attachments.document(block, part, path + ".file");
            end(block, part, message);
        } else {
            String field = part.has(type) ? path + "." + type : path + ".type";
            throw Refusal.of(
                    field,
                    "is of a kind that the model's provider does not take here: "
                            + Refusal.shown(type)
                            + "; allowed: "
                            + allowed.inWords
                            + ".");
        }
    }

    private void text(JsonDocument part, String name, String path, JsonDocument message) {
        if (part.type(name).filter(JsonType.STRING::equals).isEmpty()) {
            throw Refusal.of(path + "." + name, "must be a string.");
        }
        text(part, name, message);
    }

    private void text(JsonDocument part, String name, JsonDocument message) {
        JsonSlice text = part.slice(name).orElseThrow();
        if (!Texts.isBlank(text)) {
            JsonOut block = out.get().object().name("type").text("text").name("text").raw(text);
            end(block, part, message);
        }
    }

    private static void end(JsonOut block, JsonDocument part, JsonDocument message) {
        cacheControl(block, part.type("cache_control").isPresent() ? part : message);
        block.endObject();
    }

    /// Copies a marker of the prompt's cache, if there is one.
    static void cacheControl(JsonOut block, JsonDocument marked) {
        marked.object("cache_control")
                .ifPresent(marker -> block.name("cache_control").raw(marker.toBuffer()));
    }
}
