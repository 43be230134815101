// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.config.ConfigTree;
import ai.optimaforge.kernel.config.ConfigurationException;
import ai.optimaforge.kernel.config.Nearest;
import ai.optimaforge.kernel.config.Sources;
import ai.optimaforge.kernel.model.ProviderInstance.Standing;
import ai.optimaforge.spi.config.Setting;
import ai.optimaforge.spi.model.ImplicitInstance;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.ModelProviderFactory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes provider instances of settings, be they a file of the operator's or implied.
final class InstanceMaker {
    private static final String SUFFIX = ".yaml";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern ENVIRONMENT_REFERENCE = Pattern.compile("\\$\\{env:([^}]+)}");

    private final Map<String, ProviderType> types = new TreeMap<>();
    private final Map<String, Known> presets = new TreeMap<>();
    private final Sources sources;
    private final Supplier<Health> newHealth;

    /// A preset and the type that has it.
    private record Known(ProviderType type, ModelProviderFactory.Preset preset) {}

    /// What the kernel itself reads of an instance's settings.
    record CommonSettings(
            @Setting("The only models of the instance that may be used; all, if none is named")
                    List<String> models,
            @Setting(
                            "A name that it shares with other instances: they count as one, and"
                                    + " share the load")
                    Optional<String> group) {
        CommonSettings {
            models = List.copyOf(models);
            if (group.filter(name -> !NAME.matcher(name).matches()).isPresent()) {
                throw new IllegalArgumentException("group is letters, digits, . _ -");
            }
        }
    }

    InstanceMaker(Collection<ProviderType> types, Sources sources, Supplier<Health> newHealth) {
        for (ProviderType type : types) {
            ProviderType other = this.types.putIfAbsent(type.name(), type);
            if (other != null) {
                throw new IllegalArgumentException(
                        "the provider type %s is in %s and in %s: remove one of them"
                                .formatted(
                                        type.name(), other.load().inFull(), type.load().inFull()));
            }
            type.factory().presets().forEach(p -> presets.put(p.name(), new Known(type, p)));
        }
        this.sources = sources;
        this.newHealth = newHealth;
    }

    /// The instances of the operator's files, by name.
    ///
    /// @throws ConfigurationException with the problems of all files
    Map<String, ProviderInstance> fromFiles() {
        return fromFiles(file -> true);
    }

    /// Those of the operator's files that are not there yet and whose type is.
    ///
    /// @throws ConfigurationException with the problems of these files
    Map<String, ProviderInstance> fromFiles(Set<String> there) {
        return fromFiles(
                file -> !there.contains(nameOf(file)) && hasType(ConfigTree.read(file, sources)));
    }

    private boolean hasType(ConfigTree tree) {
        return tree.text("preset").map(presets::containsKey).orElse(false)
                || tree.text("type").map(types::containsKey).orElse(false);
    }

    private static String nameOf(Path file) {
        String fileName = String.valueOf(file.getFileName());
        return fileName.substring(0, fileName.length() - SUFFIX.length());
    }

    private Map<String, ProviderInstance> fromFiles(Predicate<Path> wanted) {
        Map<String, ProviderInstance> instances = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : sources.yamlFiles("providers")) {
            String name = nameOf(file);
            try {
                if (!wanted.test(file)) {
                    continue;
                }
                ConfigTree tree = ConfigTree.read(file, sources);
                if (!NAME.matcher(name).matches()) {
                    problems.add(tree.origin() + ": an instance's name is letters, digits, . _ -");
                }
                instances.put(name, make(name, tree, Standing.ASKED_FOR));
            } catch (ConfigurationException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return instances;
    }

    /// An instance that needs no file.
    ProviderInstance fromImplied(ProviderType type, ImplicitInstance implied) {
        Map<String, String> settings = new HashMap<>(implied.settings());
        settings.values().removeIf(this::refersToNothing);
        Map<String, String> tree = new LinkedHashMap<>(settings);
        tree.put("type", type.name());
        return make(
                implied.name(),
                ConfigTree.of(tree, origin(implied), sources),
                standing(implied.condition()));
    }

    private static Standing standing(ImplicitInstance.Condition condition) {
        return switch (condition) {
            case ImplicitInstance.Condition.Answering _ -> Standing.FOUND;
            case ImplicitInstance.Condition.Always _ -> Standing.ALWAYS_THERE;
            case ImplicitInstance.Condition.EnvironmentSet _,
                    ImplicitInstance.Condition.NothingElse _ ->
                    Standing.ASKED_FOR;
        };
    }

    private boolean refersToNothing(String value) {
        Matcher matcher = ENVIRONMENT_REFERENCE.matcher(value);
        return matcher.matches()
                && sources.environment().getOrDefault(matcher.group(1), "").isBlank();
    }

    private static String origin(ImplicitInstance implied) {
        return switch (implied.condition()) {
            case ImplicitInstance.Condition.EnvironmentSet(String variable) -> "env " + variable;
            case ImplicitInstance.Condition.Answering(var uri) -> "found at " + uri.getAuthority();
            case ImplicitInstance.Condition.Always() -> "needs nothing";
            case ImplicitInstance.Condition.NothingElse() -> "there is no other provider";
        };
    }

    /// The instance with other settings than it was first made with.
    ///
    /// @throws ConfigurationException with what is wrong with them
    ProviderInstance remake(ProviderInstance instance, InstanceOverride override) {
        ConfigTree upper =
                ConfigTree.of(override.settings(), "PUT /v1/admin/providers", sources)
                        .over(instance.base());
        return make(
                instance.name(), instance.base(), upper, instance.standing(), override.enabled());
    }

    /// The instance as it is, of the type that is there now.
    ///
    /// @throws ConfigurationException with what the type does not take of its settings
    ProviderInstance again(ProviderInstance instance) {
        return make(
                instance.name(),
                instance.base(),
                instance.settings(),
                instance.standing(),
                instance.isEnabled());
    }

    /// Whether an instance is of a type that is there, the very same.
    boolean made(ProviderInstance instance) {
        return types.containsValue(instance.type());
    }

    /// Whether there is a type of the name of an instance's.
    boolean canMake(ProviderInstance instance) {
        return types.containsKey(instance.type().name());
    }

    private ProviderInstance make(String name, ConfigTree tree, Standing standing) {
        return make(name, tree, tree, standing, true);
    }

    private ProviderInstance make(
            String name, ConfigTree base, ConfigTree tree, Standing standing, boolean enabled) {
        Optional<Known> preset = preset(tree);
        ProviderType type = preset.map(Known::type).orElseGet(() -> type(tree));
        ConfigTree settings =
                preset.map(known -> tree.over(settings(known.preset())))
                        .orElse(tree)
                        .without("type", "models", "group");
        CommonSettings common = tree.only("models", "group").bind(CommonSettings.class);
        return new ProviderInstance(
                name,
                new ProviderInstance.Made(
                        type,
                        base,
                        tree,
                        base.origin(),
                        settings.shown(type.factory().configType()),
                        standing,
                        enabled,
                        create(type.factory(), name, settings),
                        common.models(),
                        common.group()),
                newHealth);
    }

    /// The preset that the settings name. A type beside it must be the one that has it.
    private Optional<Known> preset(ConfigTree tree) {
        Optional<String> name = tree.text("preset");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Known known = presets.get(name.get());
        if (known == null) {
            throw tree.refusal(
                    "preset", "no plugin has this preset" + hint(name.get(), presets.keySet()));
        }
        String type = known.type().name();
        if (!tree.text("type").orElse(type).equals(type)) {
            throw tree.refusal("type", "the preset " + name.get() + " is of type " + type);
        }
        return Optional.of(known);
    }

    /// What a preset knows here and now.
    private ConfigTree settings(ModelProviderFactory.Preset preset) {
        Map<String, String> known = new HashMap<>();
        preset.settings()
                .forEach(
                        (key, values) ->
                                values.stream()
                                        .filter(value -> !refersToNothing(value))
                                        .findFirst()
                                        .ifPresent(value -> known.put(key, value)));
        return ConfigTree.of(known, "preset " + preset.name(), sources);
    }

    private ProviderType type(ConfigTree tree) {
        String name = tree.text("type").orElseThrow(() -> noType(tree));
        ProviderType type = types.get(name);
        if (type == null) {
            throw tree.refusal("type", "no plugin has this type" + hint(name, types.keySet()));
        }
        return type;
    }

    private ConfigurationException noType(ConfigTree tree) {
        String choice = "is required; one of " + types.keySet();
        return tree.refusal("type", presets.isEmpty() ? choice : choice + ", or a preset");
    }

    private static String hint(String name, Collection<String> known) {
        return Nearest.remark(name, known).orElse("; there are " + known);
    }

    private static <C extends Record> ModelProvider create(
            ModelProviderFactory<C> factory, String name, ConfigTree settings) {
        return factory.create(name, settings.bind(factory.configType()));
    }
}
