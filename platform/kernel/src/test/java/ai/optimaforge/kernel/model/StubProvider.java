// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.config.ConfigTree;
import ai.optimaforge.kernel.config.Sources;
import ai.optimaforge.kernel.plugin.PluginLoad;
import ai.optimaforge.kernel.plugin.descriptor.PluginName;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.ModelProviderFactory;

import io.vertx.core.Future;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A provider of which only its claims matter.
record StubProvider(Set<Capability> capabilities) implements ModelProvider {
    /// An instance that has told its models.
    static ProviderInstance has(String name, String... models) {
        return instance(name, Set.of(Capability.CHAT, Capability.CHAT_STREAM), List.of(), models);
    }

    static ProviderInstance allowing(String name, List<String> allowed, String... models) {
        return instance(name, Set.of(Capability.CHAT), allowed, models);
    }

    static ProviderInstance instance(
            String name, Set<Capability> claims, List<String> allowed, String... models) {
        return instance(name, claims, allowed, Optional.empty(), models);
    }

    /// An instance that shares the load of a group.
    static ProviderInstance inGroup(String name, String group, String... models) {
        Set<Capability> claims = Set.of(Capability.CHAT, Capability.CHAT_STREAM);
        return instance(name, claims, List.of(), Optional.of(group), models);
    }

    private static ProviderInstance instance(
            String name,
            Set<Capability> claims,
            List<String> allowed,
            Optional<String> group,
            String... models) {
        ConfigTree nothing =
                ConfigTree.of(
                        Map.of(), "test", new Sources(Path.of("no", "conf"), Map.of(), List.of()));
        var instance =
                new ProviderInstance(
                        name,
                        new ProviderInstance.Made(
                                new ProviderType(
                                        new StubFactory(),
                                        new PluginLoad(new PluginName("stubs", "1.0.0"))),
                                nothing,
                                nothing,
                                "test",
                                Map.of(),
                                ProviderInstance.Standing.ASKED_FOR,
                                true,
                                new StubProvider(claims),
                                allowed,
                                group),
                        () -> new Health(5, Duration.ofSeconds(2)));
        instance.has(Arrays.stream(models).map(id -> ModelInfo.of(id, ModelMode.CHAT)).toList());
        return instance;
    }

    private record StubFactory() implements ModelProviderFactory<StubFactory> {
        @Override
        public String type() {
            return "stub";
        }

        @Override
        public Class<StubFactory> configType() {
            return StubFactory.class;
        }

        @Override
        public ModelProvider create(String instance, StubFactory config) {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public Future<List<ModelInfo>> models() {
        return Future.succeededFuture(List.of());
    }
}
