// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import static ai.optimaforge.kernel.config.ConfigAssertions.assertDefaults;
import static ai.optimaforge.kernel.config.ConfigAssertions.assertFullMapping;

import ai.optimaforge.kernel.http.HttpConfig;
import ai.optimaforge.kernel.identity.BootstrapConfig;
import ai.optimaforge.kernel.model.ProvidersConfig;
import ai.optimaforge.kernel.plugin.PluginsConfig;
import ai.optimaforge.kernel.store.StoreConfig;
import ai.optimaforge.kernel.telemetry.LoggingConfig;
import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.config.Secret;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Pins the kernel's own settings: names, defaults, types.
class KernelSettingsTest {
    @Test
    void should_listen_on_loopback_when_nothing_is_set() {
        assertDefaults(
                HttpConfig.class,
                new HttpConfig(
                        "127.0.0.1",
                        8090,
                        0,
                        DataSize.parse("32 MiB"),
                        DataSize.parse("96 MiB"),
                        DataSize.parse("16 KiB"),
                        Duration.ofSeconds(60),
                        10_000,
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(30),
                        Duration.ZERO));
    }

    @Test
    void should_take_every_http_setting_when_all_are_set() {
        assertFullMapping(
                HttpConfig.class,
                """
                host: 0.0.0.0
                port: 80
                event-loops: 3
                body-limit: 1 MiB
                body-memory: 4 MiB
                head-limit: 8 KiB
                idle-timeout: 5 s
                max-in-flight: 7
                stream-keep-alive: 2 s
                drain-timeout: 1 min
                drain-delay: 250 ms
                """,
                new HttpConfig(
                        "0.0.0.0",
                        80,
                        3,
                        DataSize.parse("1 MiB"),
                        DataSize.parse("4 MiB"),
                        DataSize.parse("8 KiB"),
                        Duration.ofSeconds(5),
                        7,
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(1),
                        Duration.ofMillis(250)));
    }

    @Test
    void should_make_a_key_when_none_is_set() {
        assertDefaults(BootstrapConfig.class, new BootstrapConfig(Optional.empty()));
    }

    @Test
    void should_take_the_bootstrap_key_when_it_is_set() {
        assertFullMapping(
                BootstrapConfig.class,
                "key: sixteen-and-more",
                new BootstrapConfig(Optional.of(Secret.of("sixteen-and-more"))));
    }

    @Test
    void should_look_for_local_servers_when_nothing_is_set() {
        assertDefaults(
                ProvidersConfig.class, new ProvidersConfig(List.of(), Duration.ofMinutes(5), true));
    }

    @Test
    void should_take_every_providers_setting_when_all_are_set() {
        assertFullMapping(
                ProvidersConfig.class,
                "{order: [groq, openai], refresh: 30 s, probe-local: false}",
                new ProvidersConfig(List.of("groq", "openai"), Duration.ofSeconds(30), false));
    }

    @Test
    void should_require_every_plugin_when_nothing_is_set() {
        assertDefaults(PluginsConfig.class, new PluginsConfig(List.of(), 64));
    }

    @Test
    void should_take_every_plugin_host_setting_when_all_are_set() {
        assertFullMapping(
                PluginsConfig.class,
                "{optional: [memory], max-blocking: 8}",
                new PluginsConfig(List.of("memory"), 8));
    }

    @Test
    void should_log_text_from_info_on_when_nothing_is_set() {
        assertDefaults(
                LoggingConfig.class,
                new LoggingConfig(LoggingConfig.Level.INFO, LoggingConfig.Format.TEXT));
    }

    @Test
    void should_take_every_logging_setting_when_all_are_set() {
        assertFullMapping(
                LoggingConfig.class,
                "{level: debug, format: json}",
                new LoggingConfig(LoggingConfig.Level.DEBUG, LoggingConfig.Format.JSON));
    }

    @Test
    void should_keep_documents_in_a_file_when_nothing_is_set() {
        assertDefaults(
                StoreConfig.class,
                new StoreConfig(
                        Secret.of("embedded"),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        32,
                        10_000,
                        Duration.ofSeconds(60),
                        true));
    }

    @Test
    void should_take_every_store_setting_when_all_are_set() {
        assertFullMapping(
                StoreConfig.class,
                """
                uri: mongodb://me:secret@db.example.org:27018/other?replicaSet=rs0
                connect-timeout: 1 s
                operation-timeout: 3 s
                pool-size: 5
                max-operations: 50
                sweep-interval: 10 s
                sync: false
                """,
                new StoreConfig(
                        Secret.of("mongodb://me:secret@db.example.org:27018/other?replicaSet=rs0"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        5,
                        50,
                        Duration.ofSeconds(10),
                        false));
    }
}
