// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;

/// Parts of items as content parts of a chat message.
final class Parts {
    private Parts() {}

    /// What a message has as its content: a text where that is all.
    static Object content(List<Given> parts) {
        JsonArray content = new JsonArray();
        parts.forEach(part -> content.add(of(part)));
        boolean plain =
                content.size() == 1 && "text".equals(content.getJsonObject(0).getString("type"));
        return plain ? content.getJsonObject(0).getString("text") : content;
    }

    static JsonObject of(Given part) {
        return switch (part.text("type")) {
            case "input_image" -> image(part);
            case "input_file" -> file(part);
            case "input_audio" ->
                    new JsonObject()
                            .put("type", "input_audio")
                            .put("input_audio", part.member("input_audio").json());
            case "refusal" -> text(part.text("refusal"));
            default -> text(part.text("text"));
        };
    }

    /// The words of parts, and the parts that are none.
    static List<Given> split(List<Given> parts, StringBuilder words) {
        List<Given> others = new ArrayList<>();
        for (Given part : parts) {
            String type = part.text("type");
            if (type.equals("input_image") || type.equals("input_file")) {
                others.add(part);
            } else {
                words.append(words.isEmpty() ? "" : "\n").append(of(part).getString("text"));
            }
        }
        return others;
    }

    private static JsonObject text(String text) {
        return new JsonObject().put("type", "text").put("text", text);
    }

    private static JsonObject image(Given part) {
        JsonObject image =
                new JsonObject().put("url", kept(part, "image_url", "the image's URL or data URL"));
        part.string("detail").ifPresent(detail -> image.put("detail", detail));
        return new JsonObject().put("type", "image_url").put("image_url", image);
    }

    private static JsonObject file(Given part) {
        JsonObject file =
                new JsonObject()
                        .put("filename", part.string("filename").orElse("document.pdf"))
                        .put("file_data", kept(part, "file_data", "the file's content"));
        return new JsonObject().put("type", "file").put("file", file);
    }

    /// What stands in the request itself: files that lie elsewhere nobody but OpenAI reads.
    private static String kept(Given part, String name, String inWords) {
        return part.string(name)
                .orElseThrow(
                        () ->
                                part.refused(
                                        name,
                                        "%s is missing: the model's provider takes no file_id and"
                                                        .formatted(part.at(name))
                                                + " no file_url, so that it must be %s."
                                                        .formatted(inWords)));
    }
}
