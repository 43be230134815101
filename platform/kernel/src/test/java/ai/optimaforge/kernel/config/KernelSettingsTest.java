// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import static ai.optimaforge.kernel.config.ConfigAssertions.assertDefaults;
import static ai.optimaforge.kernel.config.ConfigAssertions.assertFullMapping;

import ai.optimaforge.kernel.cluster.ClusterConfig;
import ai.optimaforge.kernel.http.HttpConfig;
import ai.optimaforge.kernel.identity.BootstrapConfig;
import ai.optimaforge.kernel.identity.IdentityConfig;
import ai.optimaforge.kernel.limit.TiersConfig;
import ai.optimaforge.kernel.limit.TiersConfig.TierConfig;
import ai.optimaforge.kernel.model.ProvidersConfig;
import ai.optimaforge.kernel.plugin.PluginsConfig;
import ai.optimaforge.kernel.routing.RoutingConfig;
import ai.optimaforge.kernel.secret.SecretsConfig;
import ai.optimaforge.kernel.store.StoreConfig;
import ai.optimaforge.kernel.telemetry.LoggingConfig;
import ai.optimaforge.kernel.usage.UsageConfig;
import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.feature.Tier;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Pins the kernel's own settings: names, defaults, types.
class KernelSettingsTest {
    private static final TierConfig AS_IS =
            new TierConfig(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of());

    @Test
    void should_listen_on_loopback_when_nothing_is_set() {
        assertDefaults(
                HttpConfig.class,
                new HttpConfig(
                        "127.0.0.1",
                        8090,
                        0,
                        DataSize.parse("32 MiB"),
                        DataSize.parse("192 MiB"),
                        DataSize.parse("16 KiB"),
                        Duration.ofSeconds(60),
                        10_000,
                        Duration.ofSeconds(15),
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(10),
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
                answer-timeout: 9 s
                websocket-ping: 3 s
                websocket-idle-timeout: 4 s
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
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
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
    void should_try_elsewhere_when_nothing_is_set_of_routing() {
        assertDefaults(
                RoutingConfig.class,
                new RoutingConfig(
                        true,
                        2,
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(5),
                        true,
                        5,
                        Duration.ofSeconds(2)));
    }

    @Test
    void should_take_every_routing_setting_when_all_are_set() {
        assertFullMapping(
                RoutingConfig.class,
                "{failover: false, max-retries: 5, deadline: 1 min, first-chunk-wait: 1 s,"
                        + " redirect-retired: false, circuit-failures: 9, circuit-pause: 4 s}",
                new RoutingConfig(
                        false,
                        5,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(1),
                        false,
                        9,
                        Duration.ofSeconds(4)));
    }

    @Test
    void should_require_every_plugin_when_nothing_is_set() {
        assertDefaults(
                PluginsConfig.class,
                new PluginsConfig(
                        List.of(),
                        64,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(500),
                        5));
    }

    @Test
    void should_take_every_plugin_host_setting_when_all_are_set() {
        assertFullMapping(
                PluginsConfig.class,
                """
                optional: [memory]
                max-blocking: 8
                start-timeout: 1 s
                drain-timeout: 2 s
                unload-check: 3 s
                blocked-after: 40 ms
                blocked-limit: 0
                """,
                new PluginsConfig(
                        List.of("memory"),
                        8,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(40),
                        0));
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
    void should_be_alone_when_nothing_is_set() {
        assertDefaults(
                ClusterConfig.class,
                new ClusterConfig(
                        false,
                        List.of(),
                        "127.0.0.1",
                        5701,
                        Optional.empty(),
                        Optional.empty(),
                        100_000));
    }

    @Test
    void should_take_the_members_of_a_cluster_when_it_is_enabled() {
        assertDefaults(
                ClusterConfig.class,
                """
                enabled: true
                members: a:5701, b:5702
                host: 10.0.0.1
                port: 5702
                secret: sixteen-and-more
                max-states: 7
                """,
                new ClusterConfig(
                        true,
                        List.of("a:5701", "b:5702"),
                        "10.0.0.1",
                        5702,
                        Optional.of(Secret.of("sixteen-and-more")),
                        Optional.empty(),
                        7));
    }

    @Test
    void should_take_the_name_of_a_service_when_the_cluster_is_found_by_it() {
        assertDefaults(
                ClusterConfig.class,
                "{enabled: true, secret: sixteen-and-more, kubernetes-dns: forge.default.svc}",
                new ClusterConfig(
                        true,
                        List.of(),
                        "127.0.0.1",
                        5701,
                        Optional.of(Secret.of("sixteen-and-more")),
                        Optional.of("forge.default.svc"),
                        100_000));
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

    @Test
    void should_keep_usage_for_more_than_a_year_when_nothing_is_set() {
        assertDefaults(
                UsageConfig.class,
                new UsageConfig(
                        Duration.ofSeconds(1),
                        DataSize.parse("64 MiB"),
                        10_000,
                        Duration.ofDays(400)));
    }

    @Test
    void should_take_every_usage_setting_when_all_are_set() {
        assertFullMapping(
                UsageConfig.class,
                "{write-interval: 5 s, journal-limit: 1 GiB, row-limit: 50, retention: 30 d}",
                new UsageConfig(
                        Duration.ofSeconds(5), DataSize.parse("1 GiB"), 50, Duration.ofDays(30)));
    }

    @Test
    void should_treat_strangers_as_free_when_nothing_is_set() {
        assertDefaults(
                IdentityConfig.class,
                new IdentityConfig(Tier.FREE, 50_000, Duration.ofSeconds(30)));
    }

    @Test
    void should_take_every_identity_setting_when_all_are_set() {
        assertFullMapping(
                IdentityConfig.class,
                "{default-tier: pro, cache-size: 7, refresh: 5 s}",
                new IdentityConfig(Tier.PRO, 7, Duration.ofSeconds(5)));
    }

    @Test
    void should_have_no_key_of_secrets_when_nothing_is_set() {
        assertDefaults(SecretsConfig.class, new SecretsConfig(Optional.empty()));
    }

    @Test
    void should_take_the_key_of_secrets_when_it_is_set() {
        String key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        assertFullMapping(
                SecretsConfig.class, "key: " + key, new SecretsConfig(Optional.of(Secret.of(key))));
    }

    @Test
    void should_leave_the_tiers_as_they_are_when_nothing_is_set() {
        assertDefaults(TiersConfig.class, new TiersConfig(AS_IS, AS_IS, AS_IS, AS_IS));
    }

    @Test
    void should_take_every_limit_of_a_tier_when_all_are_set() {
        assertDefaults(
                TiersConfig.class,
                """
                pro:
                  requests-per-minute: 1
                  requests-per-day: 2
                  tokens-per-minute: 3
                  concurrent: 4
                  usd-per-day: 0.5
                  usd-per-month: 0
                  models: ["gpt-4o*", "local/*"]
                """,
                new TiersConfig(
                        AS_IS,
                        new TierConfig(
                                Optional.of(1L),
                                Optional.of(2L),
                                Optional.of(3L),
                                Optional.of(4L),
                                Optional.of(0.5),
                                Optional.of(0.0),
                                List.of("gpt-4o*", "local/*")),
                        AS_IS,
                        AS_IS));
    }
}
