// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static java.util.Locale.ROOT;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Images, documents and sound in a message, as far as Gemini takes them.
final class Media {
    private static final Map<String, String> IMAGES =
            Map.of(
                    "png", "image/png",
                    "jpg", "image/jpeg",
                    "jpeg", "image/jpeg",
                    "webp", "image/webp",
                    "heic", "image/heic",
                    "heif", "image/heif");
    private static final Map<String, String> SOUNDS =
            Map.of(
                    "wav", "audio/wav",
                    "mp3", "audio/mp3",
                    "aiff", "audio/aiff",
                    "aac", "audio/aac",
                    "ogg", "audio/ogg",
                    "flac", "audio/flac");
    private static final String PDF = "application/pdf";

    private Media() {}

    /// Bytes that stand in the message itself.
    ///
    /// @param base64 the bytes
    record Inline(String type, String base64) {
        void write(JsonText part) {
            part.name("inlineData").open('{').name("mimeType").text(type);
            part.name("data").text(base64).close('}');
        }
    }

    /// Writes an image by its URL, one that holds its data or one that leads to it.
    static void writeImage(String url, String path, JsonText part) {
        if (isData(url)) {
            data(url, Set.copyOf(IMAGES.values()), path).write(part);
            return;
        }
        part.name("fileData").open('{').name("mimeType").text(imageType(url, path));
        part.name("fileUri").text(url).close('}');
    }

    static Inline document(String url, String path) {
        if (!isData(url)) {
            throw RequestFields.refused(
                    path, "must be a data URL, not " + RequestFields.shown(url));
        }
        return data(url, Set.of(PDF), path);
    }

    static Inline sound(String base64, String format, String path) {
        String type = SOUNDS.get(format.toLowerCase(ROOT));
        if (type == null) {
            throw RequestFields.refused(
                    path, "must be one of %s, not %s".formatted(sorted(SOUNDS.keySet()), format));
        }
        return new Inline(type, base64);
    }

    private static boolean isData(String url) {
        return url.regionMatches(true, 0, "data:", 0, 5);
    }

    /// @param allowed the types that the message may have here
    private static Inline data(String url, Set<String> allowed, String path) {
        int comma = url.indexOf(',');
        String head = comma < 0 ? url : url.substring(0, comma);
        if (comma < 0 || !head.toLowerCase(ROOT).endsWith(";base64")) {
            throw RequestFields.refused(
                    path, "must be a data URL in base64, not " + RequestFields.shown(head));
        }
        int semicolon = head.indexOf(';');
        String given = head.substring(5, semicolon).strip().toLowerCase(ROOT);
        String type = given.equals("image/jpg") ? "image/jpeg" : given;
        if (!allowed.contains(type)) {
            throw RequestFields.refused(
                    path,
                    "must have a type of %s, not %s"
                            .formatted(sorted(allowed), RequestFields.shown(given)));
        }
        return new Inline(type, url.substring(comma + 1));
    }

    /// Gemini wants the type of what it is to fetch; all there is to tell by is the path's
    /// ending.
    private static String imageType(String url, String path) {
        return httpPath(url)
                .map(file -> file.substring(file.lastIndexOf('.') + 1).toLowerCase(ROOT))
                .map(IMAGES::get)
                .orElseThrow(
                        () ->
                                RequestFields.refused(
                                        path,
                                        "must be a data URL, or one of http or https whose path"
                                                + " ends with ."
                                                + String.join(", .", new TreeSet<>(IMAGES.keySet()))
                                                + ", not "
                                                + RequestFields.shown(url)));
    }

    private static Optional<String> httpPath(String url) {
        try {
            URI uri = URI.create(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(ROOT);
            return scheme.equals("http") || scheme.equals("https")
                    ? Optional.ofNullable(uri.getPath())
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String sorted(Set<String> words) {
        return String.join(", ", new TreeSet<>(words));
    }
}
