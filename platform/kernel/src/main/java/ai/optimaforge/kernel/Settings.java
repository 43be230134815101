// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import ai.optimaforge.kernel.cluster.ClusterConfig;
import ai.optimaforge.kernel.config.Binding;
import ai.optimaforge.kernel.config.Configuration;
import ai.optimaforge.kernel.config.EffectiveSetting;
import ai.optimaforge.kernel.config.Sources;
import ai.optimaforge.kernel.http.HttpConfig;
import ai.optimaforge.kernel.identity.BootstrapConfig;
import ai.optimaforge.kernel.identity.IdentityConfig;
import ai.optimaforge.kernel.limit.TiersConfig;
import ai.optimaforge.kernel.model.ProvidersConfig;
import ai.optimaforge.kernel.plugin.PluginsConfig;
import ai.optimaforge.kernel.routing.RoutingConfig;
import ai.optimaforge.kernel.secret.SecretsConfig;
import ai.optimaforge.kernel.store.StoreConfig;
import ai.optimaforge.kernel.telemetry.LoggingConfig;
import ai.optimaforge.kernel.usage.UsageConfig;

import java.util.List;

/// The kernel's own settings: every record, and the prefix below which it stands.
public final class Settings {
    private final Sources sources;
    private final Configuration configuration;
    private final Binding<HttpConfig> http;
    private final Binding<BootstrapConfig> bootstrap;
    private final Binding<ProvidersConfig> providers;
    private final Binding<RoutingConfig> routing;
    private final Binding<PluginsConfig> plugins;
    private final Binding<LoggingConfig> logging;

    private final Binding<StoreConfig> store;
    private final Binding<ClusterConfig> cluster;
    private final Binding<IdentityConfig> identity;
    private final Binding<TiersConfig> tiers;
    private final Binding<UsageConfig> usage;
    private final Binding<SecretsConfig> secrets;

    private Settings(Sources sources) {
        this.sources = sources;
        this.configuration = Configuration.read(sources);
        this.http = configuration.register("http", HttpConfig.class);
        this.bootstrap = configuration.register("bootstrap", BootstrapConfig.class);
        this.providers = configuration.register("providers", ProvidersConfig.class);
        this.routing = configuration.register("routing", RoutingConfig.class);
        this.plugins = configuration.register("plugin-host", PluginsConfig.class);
        this.store = configuration.register("store", StoreConfig.class);
        this.cluster = configuration.register("cluster", ClusterConfig.class);
        this.identity = configuration.register("identity", IdentityConfig.class);
        this.tiers = configuration.register("tiers", TiersConfig.class);
        this.usage = configuration.register("usage", UsageConfig.class);
        this.secrets = configuration.register("secrets", SecretsConfig.class);
        this.logging = configuration.register("logging", LoggingConfig.class);
    }

    /// Reads and checks the settings.
    ///
    /// @throws ai.optimaforge.kernel.config.ConfigurationException with every problem there is
    public static Settings read(Sources sources) {
        Settings settings = new Settings(sources);
        settings.configuration.verify();
        return settings;
    }

    /// Every setting with its value, secrets masked, and its origin.
    public List<EffectiveSetting> effective() {
        return configuration.effective();
    }

    Sources sources() {
        return sources;
    }

    Configuration configuration() {
        return configuration;
    }

    HttpConfig http() {
        return http.get();
    }

    BootstrapConfig bootstrap() {
        return bootstrap.get();
    }

    ProvidersConfig providers() {
        return providers.get();
    }

    RoutingConfig routing() {
        return routing.get();
    }

    PluginsConfig plugins() {
        return plugins.get();
    }

    LoggingConfig logging() {
        return logging.get();
    }

    StoreConfig store() {
        return store.get();
    }

    ClusterConfig cluster() {
        return cluster.get();
    }

    IdentityConfig identity() {
        return identity.get();
    }

    TiersConfig tiers() {
        return tiers.get();
    }

    UsageConfig usage() {
        return usage.get();
    }

    SecretsConfig secrets() {
        return secrets.get();
    }
}
