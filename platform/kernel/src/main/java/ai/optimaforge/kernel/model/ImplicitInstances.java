// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.config.Sources;
import ai.optimaforge.spi.model.ImplicitInstance;
import ai.optimaforge.spi.model.ImplicitInstance.Condition;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The instances that need no file: each type of providers says under which condition it has
/// them.
///
/// @param all in the order of their types
record ImplicitInstances(List<Candidate> all) {
    /// One that may come to be.
    record Candidate(ProviderType type, ImplicitInstance instance) {
        String name() {
            return instance.name();
        }

        ProviderInstance make(InstanceMaker maker) {
            return maker.fromImplied(type, instance);
        }
    }

    static ImplicitInstances of(Collection<ProviderType> types) {
        return new ImplicitInstances(
                types.stream()
                        .flatMap(
                                type ->
                                        type.factory().implicitInstances().stream()
                                                .map(i -> new Candidate(type, i)))
                        .toList());
    }

    List<String> names() {
        return all.stream().map(Candidate::name).toList();
    }

    /// Adds those that are there whatever else is, or that the environment asks for, where no
    /// other has their name.
    void addGiven(Map<String, ProviderInstance> instances, Sources sources, InstanceMaker maker) {
        all.stream()
                .filter(c -> isGiven(c.instance().condition(), sources))
                .forEach(c -> instances.computeIfAbsent(c.name(), name -> c.make(maker)));
    }

    private static boolean isGiven(Condition condition, Sources sources) {
        return switch (condition) {
            case Condition.Always() -> true;
            case Condition.EnvironmentSet(String variable) ->
                    !sources.environment().getOrDefault(variable, "").isBlank();
            case Condition.Answering _, Condition.NothingElse _ -> false;
        };
    }

    /// Those that stand in for all others.
    List<Candidate> fallbacks() {
        return all.stream()
                .filter(c -> c.instance().condition() instanceof Condition.NothingElse)
                .toList();
    }

    /// Looks for those that run on this machine, all at once.
    ///
    /// @param wanted the names of those to look for
    /// @param found gets each that answers
    Future<?> lookAround(Vertx vertx, Predicate<String> wanted, Consumer<Candidate> found) {
        LocalProbe probe = new LocalProbe(vertx);
        List<Future<?>> probes = new ArrayList<>();
        for (Candidate candidate : all) {
            if (candidate.instance().condition() instanceof Condition.Answering(var uri)
                    && wanted.test(candidate.name())) {
                probes.add(
                        probe.answers(uri)
                                .onSuccess(
                                        there -> {
                                            if (there) {
                                                found.accept(candidate);
                                            }
                                        }));
            }
        }
        return Future.join(probes).onComplete(done -> probe.close());
    }
}
