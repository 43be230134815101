// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.config.Setting;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

class OpenAiConfigTest {
    private static OpenAiConfig withKey(String key) {
        return new OpenAiConfig(
                Optional.empty(),
                Optional.of(URI.create("https://example.org/v1")),
                Optional.of(Secret.of(key)),
                Map.of(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                new DataSize(1));
    }

    private static String refusal(Runnable work) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, work::run).getMessage());
    }

    @Test
    void should_have_these_defaults() {
        var defaults =
                Arrays.stream(OpenAiConfig.class.getRecordComponents())
                        .filter(c -> !defaultOf(c).equals(Setting.NO_DEFAULT))
                        .collect(Collectors.toMap(c -> c.getName(), c -> defaultOf(c)));
        assertEquals(
                Map.of(
                        "connectTimeout", "5 s",
                        "firstByteTimeout", "10 min",
                        "idleTimeout", "60 s",
                        "maxAnswerSize", "64 MiB"),
                defaults);
    }

    private static String defaultOf(RecordComponent component) {
        return component.getAnnotation(Setting.class).defaultValue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:1234/v1, http://127.0.0.1:1234/v1",
        "https://example.org/v1/, https://example.org/v1",
        "https://example.org//, https://example.org",
    })
    void should_drop_the_slash_when_the_url_ends_with_one(String given, String kept) {
        assertEquals(URI.create(kept), TestConfig.of(given).address());
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.org, http://",
        "example.org/v1, http://",
        "https:///v1, host",
        "http://my_host/v1, underscore",
        "https://user@example.org/v1, user",
        "https://example.org/v1?a=b, query",
    })
    void should_refuse_a_url_when_it_is_no_base(String url, String reason) {
        String message = refusal(() -> TestConfig.of(url));
        assertTrue(message.startsWith("baseUrl must "), message);
        assertTrue(message.contains(reason), message);
    }

    @Test
    void should_strip_the_key_when_it_comes_from_a_file() {
        assertEquals(Optional.of(Secret.of("sk-1")), withKey("sk-1\n").apiKey());
        assertEquals(Optional.empty(), withKey(" ").apiKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-1\nsk-2", "sk-schlüssel"})
    void should_refuse_a_key_without_showing_it_when_no_header_can_hold_it(String key) {
        String message = refusal(() -> withKey(key));
        assertFalse(message.contains("sk-"), message);
    }

    @Test
    void should_refuse_a_header_when_its_name_or_value_is_none() {
        var name = Map.of("no name", Secret.of("x"));
        var value = Map.of("X-A", Secret.of("x\r\ny: z"));
        assertTrue(refusal(() -> TestConfig.of("http://a/v1", name)).contains("no name"));
        assertTrue(refusal(() -> TestConfig.of("http://a/v1", value)).contains("X-A"));
    }

    @Test
    void should_be_openai_when_nothing_says_otherwise() {
        var nothing = TestConfig.of(Optional.empty(), Optional.empty(), Map.of());
        assertEquals(URI.create("https://api.openai.com/v1"), nothing.address());
        assertEquals("openai", nothing.known().orElseThrow().name());
        assertTrue(TestConfig.of("https://api.openai.com/v1/").known().isPresent());
        assertTrue(TestConfig.of("https://api.groq.com/openai/v1").known().isEmpty());
    }

    @Test
    void should_refuse_a_preset_when_it_is_none_or_lacks_an_address() {
        String none = refusal(() -> TestConfig.preset("grok", Optional.empty()));
        assertTrue(none.startsWith("preset grok "), none);
        assertTrue(none.contains("groq"), none);
        String azure = refusal(() -> TestConfig.preset("azure", Optional.empty()));
        assertTrue(azure.startsWith("baseUrl "), azure);
        assertTrue(azure.contains("AZURE_OPENAI_ENDPOINT"), azure);
    }

    @ParameterizedTest
    @CsvSource({
        "https://x.openai.azure.com, https://x.openai.azure.com/openai/v1",
        "https://x.openai.azure.com/, https://x.openai.azure.com/openai/v1",
        "https://gate.example.org/azure, https://gate.example.org/azure",
    })
    void should_add_the_path_when_azures_address_has_none(String given, String called) {
        var config = TestConfig.preset("azure", Optional.of(given));
        assertEquals(URI.create(called), config.address());
    }
}
