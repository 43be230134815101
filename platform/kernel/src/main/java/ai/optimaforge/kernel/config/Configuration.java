// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import ai.optimaforge.spi.config.Secret;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The settings of this process: what was written in `conf/forge.yaml`, in the environment and on
/// the command line, given out as records.
///
/// The rooms of the platform [register][#register] their records while it is put together; one
/// [verify][#verify] then finds all that is wrong, unknown keys included. What stands below
/// `plugins.` is left alone until a plugin starts and [binds][#bind] its part.
public final class Configuration {
    private static final String PLUGINS = "plugins.";

    private final Layers layers;
    private final References references;
    private final List<Problem> faults;
    private final List<Binding<?>> registered = new ArrayList<>();
    private final Map<String, List<EffectiveSetting>> effective = new ConcurrentHashMap<>();
    private final Map<String, List<DescribedSetting>> ofPlugins = new ConcurrentHashMap<>();

    private Configuration(Layers layers, References references, List<Problem> faults) {
        this.layers = layers;
        this.references = references;
        this.faults = faults;
    }

    /// Reads the sources; whether the settings are right is seen when they are bound.
    ///
    /// @throws ConfigurationException if `forge.yaml` is not readable as YAML
    public static Configuration read(Sources sources) {
        List<Problem> faults = new ArrayList<>();
        Value.Tree file = file(sources, faults);
        Map<String, Value> sets = CommandLine.read(sources.set(), faults);
        Layers layers = new Layers(sets, sources.environment(), file);
        return new Configuration(layers, sources.references(), List.copyOf(faults));
    }

    private static Value.Tree file(Sources sources, List<Problem> faults) {
        String label = sources.label(sources.file());
        Value root =
                Files.exists(sources.file())
                        ? YamlReader.read(sources.file(), label, faults)
                        : new Value.Blank("file " + label);
        Value.Tree tree = Trees.of(root, faults);
        // a setting that is missing is missing in the file, not on its first line
        return new Value.Tree(tree.leaves(), "file " + label);
    }

    /// Asks for the settings below a prefix; an empty prefix is the whole.
    public <C extends Record> Binding<C> register(String prefix, Class<C> type) {
        Binding<C> binding = new Binding<>(prefix, type);
        registered.add(binding);
        return binding;
    }

    /// Binds all that is registered, and looks for settings that nobody asked for.
    ///
    /// @throws ConfigurationException with every problem there is
    public void verify() {
        Report report = new Report();
        report.problems(faults);
        Binder binder = new Binder(layers, references, report);
        registered.forEach(binding -> binding.resolve(binder));
        reportUnknown("", report);
        report.throwProblems();
        effective.put("", report.effective());
    }

    /// Binds the settings below a prefix now, and looks for unknown ones below it. It may be
    /// called at any time, from any thread and again for the same prefix: nothing is kept of the
    /// type.
    ///
    /// @throws ConfigurationException with every problem below the prefix
    public <C extends Record> C bind(String prefix, Class<C> type) {
        Report report = new Report();
        report.problems(faults);
        Shape.RecordOf shape = ShapeReader.of(type);
        ofPlugins.put(prefix, SettingsReference.of(prefix, shape));
        var bound = new Binder(layers, references, report).bind(prefix, shape);
        reportUnknown(prefix, report);
        report.throwProblems();
        effective.put(prefix, report.effective());
        return type.cast(bound.orElseThrow());
    }

    private void reportUnknown(String prefix, Report report) {
        boolean all = prefix.isEmpty();
        String below = all ? "" : prefix + ".";
        List<String> keys =
                layers.keys().stream()
                        .filter(key -> key.startsWith(below) || key.equals(prefix))
                        .filter(key -> !all || !key.startsWith(PLUGINS))
                        .toList();
        UnknownSettings.in(layers, keys, report);
        Map<String, String> environment = new TreeMap<>(layers.environment());
        if (all) {
            String plugins = KeyName.inEnvironment(PLUGINS);
            environment.keySet().removeIf(name -> name.startsWith(plugins));
        }
        UnknownSettings.inEnvironment(environment, KeyName.inEnvironment(below), report);
    }

    /// Leaves out of [#effective] what was bound below a prefix, for instance of a plugin that
    /// has gone.
    public void forget(String prefix) {
        effective.remove(prefix);
        ofPlugins.remove(prefix);
    }

    /// Every setting that somebody has asked for so far: those of the platform as they were
    /// registered, then those of plugins by their ids.
    public List<DescribedSetting> described() {
        List<DescribedSetting> all = new ArrayList<>();
        registered.forEach(binding -> all.addAll(binding.described()));
        new TreeMap<>(ofPlugins).values().forEach(all::addAll);
        return List.copyOf(all);
    }

    /// Every setting that has a value, sorted by key.
    ///
    /// What no plugin has bound yet is there without its value: only the plugin knows what is
    /// secret.
    public List<EffectiveSetting> effective() {
        Map<String, EffectiveSetting> shown = new TreeMap<>();
        for (String key : layers.keys()) {
            Value value = layers.find(key).orElseThrow();
            if (key.startsWith(PLUGINS) && !(value instanceof Value.Blank)) {
                shown.put(key, new EffectiveSetting(key, Secret.MASK, value.origin()));
            }
        }
        for (List<EffectiveSetting> bound : effective.values()) {
            bound.forEach(setting -> shown.put(setting.key(), setting));
        }
        return List.copyOf(shown.values());
    }
}
