// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.model.ChatRequest;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class MediaTest extends ProviderTest {
    private static ChatRequest saying(String part) {
        return chat("{\"role\":\"user\",\"content\":[" + part + "]}");
    }

    private static ChatRequest image(String url) {
        return saying("{\"type\":\"image_url\",\"image_url\":{\"url\":\"%s\"}}".formatted(url));
    }

    private JsonObject part(ChatRequest request) {
        return contents(request).getJsonObject(0).getJsonArray("parts").getJsonObject(0);
    }

    private static JsonObject inline(String type, String data) {
        return JsonObject.of("inlineData", JsonObject.of("mimeType", type, "data", data));
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, image/png",
        "image/jpg, image/jpeg",
        "IMAGE/WEBP, image/webp",
        "image/heic;name=a, image/heic",
    })
    void should_be_data_when_an_image_stands_in_its_url(String given, String type) {
        assertEquals(inline(type, "aGk="), part(image("data:" + given + ";base64,aGk=")));
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/a.png, image/png",
        "HTTP://example.org/a/b.JPG?size=1#x, image/jpeg",
        "https://example.org/a.b.heif, image/heif",
    })
    void should_be_a_file_when_an_image_is_to_be_fetched(String url, String type) {
        assertEquals(
                JsonObject.of("fileData", JsonObject.of("mimeType", type, "fileUri", url)),
                part(image(url)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/a.gif",
        "https://example.org/picture",
        "https://example.org",
        "ftp://example.org/a.png",
        "file:///etc/a.png",
        "no url at all",
        "data:image/gif;base64;aGk=",
        "'data:image/gif;base64,aGk='",
        "'data:image/png,aGk='",
        "'data:;base64,aGk='",
    })
    void should_refuse_an_image_naming_the_value_when_its_type_is_none_of_geminis(String url) {
        ForgeException failure = refused(image(url));
        assertEquals("messages[0].content[0].image_url.url", failure.param().orElseThrow());
        assertTrue(failure.message().contains("png") || failure.message().contains("base64"));
    }

    @Test
    void should_show_the_beginning_alone_when_a_refused_url_is_long() {
        ForgeException failure = refused(image("https://example.org/" + "x".repeat(5000)));
        assertTrue(failure.message().length() < 400, failure.message());
    }

    @Test
    void should_be_data_when_a_document_is_attached() {
        String file =
                "{\"type\":\"file\",\"file\":{\"filename\":\"a.pdf\","
                        + "\"file_data\":\"data:application/pdf;base64,JVBERg==\"}}";
        assertEquals(inline("application/pdf", "JVBERg=="), part(saying(file)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"file_id\":\"file-1\"}|file_id",
                "{\"file_data\":\"JVBERg==\"}|file_data",
                "{\"file_data\":\"data:text/rtf;base64,aGk=\"}|file_data",
                "{}|file_data",
            })
    void should_refuse_a_file_when_it_is_no_document_that_gemini_reads(String file, String name) {
        ForgeException failure = refused(saying("{\"type\":\"file\",\"file\":%s}".formatted(file)));
        assertEquals("messages[0].content[0].file." + name, failure.param().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"wav, audio/wav", "mp3, audio/mp3", "flac, audio/flac"})
    void should_be_data_when_the_user_speaks(String format, String type) {
        String sound =
                "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"UklG\",\"format\":\"%s\"}}"
                        .formatted(format);
        assertEquals(inline(type, "UklG"), part(saying(sound)));
    }

    @Test
    void should_refuse_a_sound_naming_the_format_when_gemini_does_not_hear_it() {
        ForgeException failure =
                refused(
                        saying(
                                "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"a\",\"format\":\"midi\"}}"));
        assertEquals("messages[0].content[0].input_audio.format", failure.param().orElseThrow());
        assertTrue(failure.message().contains("midi") && failure.message().contains("wav"));
    }

    @Test
    void should_tell_when_marks_on_a_part_have_no_meaning_for_gemini() {
        String marked =
                "{\"type\":\"image_url\",\"cache_control\":{\"type\":\"ephemeral\"},"
                    + "\"image_url\":{\"url\":\"data:image/png;base64,aGk=\",\"detail\":\"low\"}}";
        part(saying(marked + "," + marked));
        assertEquals(
                List.of(
                        "cache_control was left out: Gemini finds by itself what it can cache.",
                        "image_url.detail was left out: Gemini chooses the resolution by itself."),
                call.notices());
    }
}
