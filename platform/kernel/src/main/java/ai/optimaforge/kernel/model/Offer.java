// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.routing.Contender;
import ai.optimaforge.kernel.routing.Ratings;
import ai.optimaforge.kernel.routing.WorkClass;
import ai.optimaforge.spi.model.ModelInfo;

import java.util.Optional;

/// A model at an instance, to which a call can go.
///
/// @param provider the instance
/// @param info the model
/// @param quality from 0 to 1
/// @param health how it fares
/// @param ratings how its answers were found
record Offer(
        ProviderInstance provider,
        ModelInfo info,
        double quality,
        Health health,
        Optional<Ratings> ratings)
        implements Contender {
    private static final double FAILURES_WEIGH = 20;

    @Override
    public String instance() {
        return provider.name();
    }

    String model() {
        return info.id();
    }

    String id() {
        return provider.name() + "/" + info.id();
    }

    @Override
    public double rating(WorkClass work) {
        return ratings.isEmpty() ? 0 : ratings.get().of(id(), work);
    }

    @Override
    public long firstTokenMillis() {
        return health.firstTokenMillis();
    }

    @Override
    public Optional<String> obstacle() {
        if (health.isOpen()) {
            return Optional.of("its circuit is open");
        }
        if (health.isSpared()) {
            return Optional.of("is overloaded: it is left alone for a while");
        }
        return Optional.empty();
    }

    /// How long a call would wait there, the calls under way counted: what instances of a group
    /// share their load by. One that fails is worth less long before its circuit opens, so that
    /// its calls are not made twice.
    double load() {
        return (health.typicalNanos() + 1)
                * (provider.inFlight() + 1.0)
                * (1 + FAILURES_WEIGH * health.failedShare());
    }
}
