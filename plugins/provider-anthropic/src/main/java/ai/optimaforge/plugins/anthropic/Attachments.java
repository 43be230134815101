// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;

import java.util.Optional;
import java.util.Set;

/// Images and documents, as sources of content blocks.
final class Attachments {
    private static final String PDF = "application/pdf";
    private static final Set<String> IMAGES =
            Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private Attachments() {}

    /// @param path the place of the part's `image_url`
    static void image(JsonOut out, JsonDocument part, String path, Notices notices) {
        Optional<JsonDocument> image = part.object("image_url");
        String url =
                image.map(object -> object.string("url"))
                        .orElseGet(() -> part.string("image_url"))
                        .orElseThrow(() -> Refusal.of(path + ".url", "is missing."));
        if (image.flatMap(object -> object.string("detail")).filter(d -> !isAuto(d)).isPresent()) {
            notices.tell("image_url.detail", "left out, the provider has no such setting");
        }
        if (hasScheme(url, "data:")) {
            base64(out, DataUrl.parse(url, path + ".url"), url, IMAGES, path + ".url");
        } else if (hasScheme(url, "https:") || hasScheme(url, "http:")) {
            out.object().name("type").text("url").name("url").text(url).endObject();
        } else {
            throw Refusal.of(
                    path + ".url",
                    "must be an http, https or data URL, not " + Refusal.shown(url) + ".");
        }
    }

    private static boolean isAuto(String detail) {
        return detail.equals("auto");
    }

    /// @param path the place of the part's `file`
    static void document(JsonOut out, JsonDocument part, String path) {
        JsonDocument file =
                part.object("file").orElseThrow(() -> Refusal.of(path, "must be an object."));
        if (file.string("file_id").isPresent()) {
            throw Refusal.of(
                    path + ".file_id",
                    "names an uploaded file, which the model's provider has not; send file_data.");
        }
        String field = path + ".file_data";
        String data = file.string("file_data").orElseThrow(() -> Refusal.of(field, "is missing."));
        base64(out, DataUrl.parse(data, field), data, Set.of(PDF), field);
        file.slice("filename")
                .filter(name -> name.byteAt(0) == '"' && !Texts.isBlank(name))
                .ifPresent(name -> out.name("title").raw(name));
    }

    private static void base64(
            JsonOut out, DataUrl data, String url, Set<String> allowed, String field) {
        if (!allowed.contains(data.mediaType())) {
            throw Refusal.of(
                    field,
                    "is of type "
                            + Refusal.shown(data.mediaType())
                            + "; allowed: "
                            + String.join(", ", allowed.stream().sorted().toList())
                            + ".");
        }
        out.object().name("type").text("base64").name("media_type").text(data.mediaType());
        out.name("data").plain(url, data.start()).endObject();
    }

    private static boolean hasScheme(String url, String scheme) {
        return url.regionMatches(true, 0, scheme, 0, scheme.length());
    }
}
