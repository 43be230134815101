// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.request;

import static java.util.stream.Collectors.joining;

import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Blocks that say or show something, as content parts.
final class Parts {
    private static final List<String> TYPES = List.of("text", "image", "document", "search_result");
    private static final List<String> IN_DOCUMENTS = List.of("text", "image");
    private static final List<String> IMAGE_SOURCES = List.of("base64", "url");
    private static final List<String> DOCUMENT_SOURCES = List.of("base64", "text", "content");
    private static final List<String> IMAGES =
            List.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final List<String> DOCUMENTS = List.of("application/pdf");
    private static final List<String> TEXTS = List.of("text/plain");
    private static final String CACHE_CONTROL = "cache_control";

    private Parts() {}

    /// The parts that a block is.
    static JsonArray of(Given block, Consumer<String> notices) {
        return switch (block.oneOf("type", TYPES)) {
            case "text" -> {
                block.nonEmptyText("text");
                yield JsonArray.of(text(block));
            }
            case "image" -> JsonArray.of(image(block));
            case "document" -> document(block, notices);
            default -> JsonArray.of(marked(text(searchResult(block)), block));
        };
    }

    static JsonObject text(Given block) {
        return marked(text(block.text("text")), block);
    }

    private static JsonObject text(String text) {
        return new JsonObject().put("type", "text").put("text", text);
    }

    /// What a message has as its content: a text where that is all, an empty one where there is
    /// nothing.
    static Object content(JsonArray parts) {
        if (parts.isEmpty()) {
            // null would be as right, but some servers refuse it, llama-cpp-python for one
            return "";
        }
        boolean plain =
                parts.stream()
                        .map(JsonObject.class::cast)
                        .allMatch(
                                part ->
                                        part.getString("type").equals("text")
                                                && !part.containsKey(CACHE_CONTROL));
        return plain && parts.size() == 1 ? parts.getJsonObject(0).getString("text") : parts;
    }

    /// The part, or message, with the mark of the block that it is made of.
    static JsonObject marked(JsonObject part, Given block) {
        block.object(CACHE_CONTROL).ifPresent(mark -> part.put(CACHE_CONTROL, mark.json()));
        return part;
    }

    private static JsonObject image(Given block) {
        Given source = block.member("source");
        String url =
                source.oneOf("type", IMAGE_SOURCES).equals("url")
                        ? source.nonEmptyText("url")
                        : dataUrl(source, IMAGES);
        return marked(
                new JsonObject()
                        .put("type", "image_url")
                        .put("image_url", new JsonObject().put("url", url)),
                block);
    }

    private static String dataUrl(Given source, List<String> mediaTypes) {
        return "data:%s;base64,%s"
                .formatted(source.oneOf("media_type", mediaTypes), source.nonEmptyText("data"));
    }

    private static JsonArray document(Given block, Consumer<String> notices) {
        if (block.object("citations").filter(citations -> citations.flag("enabled")).isPresent()) {
            notices.accept(block.at("citations") + " was left out: the answer cites nothing.");
        }
        Given source = block.member("source");
        return switch (source.oneOf("type", DOCUMENT_SOURCES)) {
            case "base64" -> pdf(block, source);
            case "text" -> {
                source.oneOf("media_type", TEXTS);
                yield JsonArray.of(marked(text(underTitle(block, source.text("data"))), block));
            }
            default -> contents(block, source, notices);
        };
    }

    private static JsonArray pdf(Given block, Given source) {
        JsonObject file =
                new JsonObject()
                        .put("filename", block.string("title").orElse("document.pdf"))
                        .put("file_data", dataUrl(source, DOCUMENTS));
        JsonArray parts = new JsonArray();
        block.string("context").ifPresent(context -> parts.add(text(context)));
        return parts.add(marked(new JsonObject().put("type", "file").put("file", file), block));
    }

    private static JsonArray contents(Given block, Given source, Consumer<String> notices) {
        JsonArray parts = new JsonArray();
        String title = underTitle(block, "");
        if (!title.isEmpty()) {
            parts.add(text(title));
        }
        for (Given inner : source.blocks("content")) {
            inner.oneOf("type", IN_DOCUMENTS);
            parts.addAll(of(inner, notices));
        }
        if (!parts.isEmpty()) {
            marked(parts.getJsonObject(parts.size() - 1), block);
        }
        return parts;
    }

    private static String underTitle(Given block, String text) {
        return Stream.of(block.string("title"), block.string("context"), Optional.of(text))
                .flatMap(Optional::stream)
                .filter(line -> !line.isEmpty())
                .collect(joining("\n\n"));
    }

    /// A search result as a text.
    static String searchResult(Given block) {
        Stream<String> head = Stream.of(block.text("title"), block.text("source"));
        Stream<String> texts = block.objects("content").stream().map(inner -> inner.text("text"));
        return Stream.concat(head, texts).collect(joining("\n"));
    }
}
