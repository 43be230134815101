// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin.descriptor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What plugins need of each other, among those that are there: one version of each.
public final class Dependencies {
    /// Part of what is said of a plugin that needs one that is there and can't run.
    public static final String DOES_NOT_RUN = ", which does not run: ";

    private final Map<String, Descriptor> there = new LinkedHashMap<>();

    private Dependencies(Collection<Descriptor> all) {
        all.forEach(plugin -> there.put(plugin.id(), plugin));
    }

    /// Those among these; of several versions of one plugin the last counts.
    public static Dependencies among(Collection<Descriptor> all) {
        return new Dependencies(all);
    }

    /// The ids, each after those that it needs and else as they came. Of those that need each
    /// other one is first all the same.
    public List<String> order() {
        Set<String> order = new LinkedHashSet<>();
        there.keySet().forEach(id -> put(id, new LinkedHashSet<>(), order));
        return List.copyOf(order);
    }

    private void put(String id, Set<String> way, Set<String> order) {
        Descriptor plugin = there.get(id);
        if (plugin != null && way.add(id)) {
            plugin.dependencies().forEach(needed -> put(needed.id(), way, order));
            order.add(id);
        }
    }

    /// What a plugin needs and is not so, with what to do, one line; empty if all is there.
    public Optional<String> unmet(Descriptor plugin) {
        for (Dependency needed : plugin.dependencies()) {
            Descriptor found = there.get(needed.id());
            if (found == null) {
                return Optional.of(
                        "it needs %s, which is not installed: forge plugin add it, or remove %s"
                                .formatted(needed, plugin.id()));
            }
            if (!needed.versions().accepts(found.version())) {
                return Optional.of(
                        "it needs %s, and %s is there: forge plugin add one that fits, or remove %s"
                                .formatted(needed, found.name(), plugin.id()));
            }
        }
        List<String> circle = way(plugin.id(), plugin, new ArrayList<>());
        return circle.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "its dependencies lead round in a circle, %s: take one out of forge.plugin.dependencies in its POM"
                                .formatted(inWords(plugin.id(), circle)));
    }

    private static String inWords(String first, List<String> circle) {
        List<String> steps = new ArrayList<>();
        String last = first;
        for (String next : circle) {
            steps.add(last + " needs " + next);
            last = next;
        }
        return String.join(", ", steps);
    }

    /// By which plugins one that is needed leads to another; empty if it does not.
    private List<String> way(String to, Descriptor from, List<String> gone) {
        for (Dependency needed : from.dependencies()) {
            Descriptor next = there.get(needed.id());
            if (needed.id().equals(to)) {
                return List.of(to);
            }
            if (next != null && !gone.contains(needed.id())) {
                gone.add(needed.id());
                List<String> rest = way(to, next, gone);
                if (!rest.isEmpty()) {
                    List<String> way = new ArrayList<>(List.of(needed.id()));
                    way.addAll(rest);
                    return way;
                }
            }
        }
        return List.of();
    }

    /// Those that need a plugin, whichever version of it they ask for.
    public List<Descriptor> dependents(String id) {
        return there.values().stream().filter(plugin -> on(plugin, id).isPresent()).toList();
    }

    /// Those that run with another version of a plugin, but not with this one.
    public List<Descriptor> refusing(Descriptor plugin) {
        return dependents(plugin.id()).stream()
                .filter(
                        other ->
                                on(other, plugin.id())
                                        .filter(
                                                needed ->
                                                        !needed.versions()
                                                                .accepts(plugin.version()))
                                        .isPresent())
                .toList();
    }

    private static Optional<Dependency> on(Descriptor plugin, String id) {
        return plugin.dependencies().stream().filter(needed -> needed.id().equals(id)).findFirst();
    }
}
