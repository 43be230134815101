// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.config.Setting;
import ai.optimaforge.spi.model.ImplicitInstance.Condition.EnvironmentSet;
import ai.optimaforge.testing.TestPluginContext;

import io.vertx.core.Vertx;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

class GoogleConfigTest extends ProviderTest {
    private static GoogleConfig withKey(String key) {
        return new GoogleConfig(
                URI.create("https://example.org"),
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
                Arrays.stream(GoogleConfig.class.getRecordComponents())
                        .filter(c -> !defaultOf(c).equals(Setting.NO_DEFAULT))
                        .collect(Collectors.toMap(c -> c.getName(), c -> defaultOf(c)));
        assertEquals(
                Map.of(
                        "baseUrl", "https://generativelanguage.googleapis.com",
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
        "ftp://example.org, http://",
        "https:///x, host",
        "https://example.org?key=abc, query",
    })
    void should_refuse_a_url_when_it_is_no_base(String url, String reason) {
        String message = refusal(() -> TestConfig.of(url));
        assertTrue(message.startsWith("baseUrl must "), message);
        assertTrue(message.contains(reason), message);
    }

    @Test
    void should_refuse_a_key_without_showing_it_when_no_header_can_hold_it() {
        String message = refusal(() -> withKey("AIza-schlüssel"));
        assertFalse(message.contains("AIza"), message);
    }

    @Test
    void should_know_the_vendor_when_the_upstream_is_google_itself() {
        var google = TestConfig.of("https://generativelanguage.googleapis.com/");
        assertEquals(Optional.of("google"), create(google).vendor());
        assertEquals(Optional.empty(), provider.vendor());
    }

    @Test
    void should_offer_one_instance_when_either_variable_holds_a_key() {
        Vertx vertx = loop.vertx();
        var factory = new GoogleProviderFactory(new TestPluginContext(vertx));
        assertEquals("google", factory.type());
        var implied = factory.implicitInstances();
        assertEquals(List.of("google", "google"), implied.stream().map(i -> i.name()).toList());
        assertEquals(
                List.of(new EnvironmentSet("GOOGLE_API_KEY"), new EnvironmentSet("GEMINI_API_KEY")),
                implied.stream().map(i -> i.condition()).toList());
        assertEquals(
                Map.of(
                        "api-key", "${env:GEMINI_API_KEY}",
                        "base-url", "${env:GOOGLE_GEMINI_BASE_URL}"),
                implied.getLast().settings());
    }

    @Test
    void should_send_the_key_in_a_header_and_never_in_the_url() {
        loop.call(() -> provider.chat(chat(HELLO), call));
        var seen = upstream.nextRequest(SOON);
        assertEquals(TestConfig.KEY, seen.header("x-goog-api-key"));
        assertEquals("/v1beta/models/gemini-2.5-flash:generateContent", seen.target());
        assertEquals("application/json", seen.header("content-type"));
    }

    @Test
    void should_send_the_operators_headers_when_there_are_any() {
        var headers = Map.of("X-Goog-Api-Key", Secret.of("other"), "X-Team", Secret.of("blue"));
        var custom = create(TestConfig.of(upstream.origin() + "/proxy/", headers));
        loop.start(() -> custom.chat(chat(HELLO), call));
        var seen = upstream.nextRequest(SOON);
        assertEquals("other", seen.header("x-goog-api-key"));
        assertEquals("blue", seen.header("x-team"));
        assertEquals("/proxy/v1beta/models/gemini-2.5-flash:generateContent", seen.path());
    }
}
