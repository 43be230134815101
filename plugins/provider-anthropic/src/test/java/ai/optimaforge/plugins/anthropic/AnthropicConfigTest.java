// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.config.Setting;
import ai.optimaforge.spi.model.Dialect;
import ai.optimaforge.spi.model.ImplicitInstance.Condition.EnvironmentSet;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.TestPluginContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

class AnthropicConfigTest {
    @Test
    void should_have_these_defaults() {
        var defaults =
                Arrays.stream(AnthropicConfig.class.getRecordComponents())
                        .filter(c -> !defaultOf(c).equals(Setting.NO_DEFAULT))
                        .collect(Collectors.toMap(c -> c.getName(), c -> defaultOf(c)));
        assertEquals(
                Map.of(
                        "baseUrl", "https://api.anthropic.com",
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
        "http://127.0.0.1:1234, http://127.0.0.1:1234",
        "https://example.org/anthropic/, https://example.org/anthropic",
    })
    void should_drop_the_slash_when_the_url_ends_with_one(String given, String kept) {
        assertEquals(URI.create(kept), TestConfig.of(given).baseUrl());
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.anthropic.com/v1, /v1",
        "https://api.anthropic.com/v1/, /v1",
        "ftp://example.org, http://",
        "https://user@example.org, user",
    })
    void should_refuse_a_url_when_it_is_no_base(String url, String reason) {
        String message =
                String.valueOf(
                        assertThrows(IllegalArgumentException.class, () -> TestConfig.of(url))
                                .getMessage());
        assertTrue(message.startsWith("baseUrl must "), message);
        assertTrue(message.contains(reason), message);
    }

    @Test
    void should_know_whose_models_they_are_when_the_url_is_anthropics() {
        try (EventLoop loop = new EventLoop()) {
            var factory = new AnthropicProviderFactory(new TestPluginContext(loop.vertx()));
            var theirs = factory.create("a", TestConfig.of("https://api.anthropic.com/"));
            assertEquals(Optional.of("anthropic"), theirs.vendor());
            assertEquals(Set.of(Dialect.ANTHROPIC_MESSAGES), theirs.dialects());
            var other = factory.create("a", TestConfig.of("http://127.0.0.1:1"));
            assertEquals(Optional.empty(), other.vendor());
        }
    }

    @Test
    void should_offer_an_instance_when_the_environment_has_a_key() {
        try (EventLoop loop = new EventLoop()) {
            var factory = new AnthropicProviderFactory(new TestPluginContext(loop.vertx()));
            assertEquals("anthropic", factory.type());
            var instance = factory.implicitInstances().getFirst();
            assertEquals("anthropic", instance.name());
            assertEquals(new EnvironmentSet("ANTHROPIC_API_KEY"), instance.condition());
        }
    }
}
