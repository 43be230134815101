// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.admin;

import ai.optimaforge.kernel.audit.AuditTrail;
import ai.optimaforge.kernel.cluster.ClusterRoom;
import ai.optimaforge.kernel.cluster.Member;
import ai.optimaforge.kernel.identity.IdentityRoom;
import ai.optimaforge.kernel.limit.LimitRoom;
import ai.optimaforge.kernel.model.ModelRoom;
import ai.optimaforge.kernel.model.ProviderStatus;
import ai.optimaforge.kernel.store.StoreRoom;
import ai.optimaforge.kernel.usage.UsageRoom;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.UserIds;
import ai.optimaforge.spi.admin.Accounts;
import ai.optimaforge.spi.admin.Administration;
import ai.optimaforge.spi.admin.Audit;
import ai.optimaforge.spi.admin.Health;
import ai.optimaforge.spi.admin.Keys;
import ai.optimaforge.spi.admin.LimitStatus;
import ai.optimaforge.spi.admin.Plugins;
import ai.optimaforge.spi.admin.Providers;
import ai.optimaforge.spi.admin.Status;
import ai.optimaforge.spi.admin.Usage;
import ai.optimaforge.spi.admin.Users;

import io.vertx.core.Future;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What the rooms tell the operator, and let the operator change.
public final class AdminRoom implements Administration {
    private final Rooms rooms;
    private final Providers providers;
    private final long started = System.nanoTime();

    /// What the room looks into.
    ///
    /// @param version of the platform
    /// @param node what only the node itself knows
    public record Rooms(
            String version,
            IdentityRoom identity,
            LimitRoom limits,
            ModelRoom models,
            StoreRoom store,
            ClusterRoom cluster,
            UsageRoom usage,
            AuditTrail audit,
            ProviderOverrides overrides,
            Node node) {}

    /// What only the node itself knows.
    ///
    /// @param plugins its plugins
    /// @param draining whether it is about to stop
    /// @param connections how many connections of clients are open
    /// @param queues how many wait in each of its queues
    public record Node(
            Plugins plugins,
            BooleanSupplier draining,
            LongSupplier connections,
            Supplier<Map<String, Long>> queues) {}

    /// A room over the others.
    public AdminRoom(Rooms rooms) {
        this.rooms = rooms;
        this.providers = new ProviderAdministration(rooms.models(), rooms.overrides());
    }

    @Override
    public Keys keys() {
        return rooms.identity().keys();
    }

    @Override
    public Users users() {
        return rooms.identity().users();
    }

    @Override
    public Accounts accounts() {
        return rooms.identity().accounts();
    }

    @Override
    public Providers providers() {
        return providers;
    }

    @Override
    public Usage usage() {
        return rooms.usage().usage();
    }

    @Override
    public Audit audit() {
        return rooms.audit();
    }

    @Override
    public Future<LimitStatus> limits(String userId) {
        if (!UserIds.isWellFormed(userId)) {
            throw new ForgeException(CommonError.INVALID_VALUE, userId + " is no user id.")
                    .withParam("userId");
        }
        return rooms.identity().ofUser(userId).compose(rooms.limits()::status);
    }

    @Override
    public Health health() {
        if (rooms.node().draining().getAsBoolean()) {
            return new Health(Health.State.UNAVAILABLE, List.of("The platform is about to stop."));
        }
        List<String> reasons = new ArrayList<>();
        if (!rooms.store().isUp()) {
            reasons.add("The store is away: " + rooms.store().problem());
        }
        if (rooms.limits().isAlone()) {
            reasons.add("The cluster does not answer; limits are kept by this node's share.");
        }
        rooms.usage().problem().ifPresent(reasons::add);
        rooms.node().plugins().list().stream()
                .filter(plugin -> plugin.state().equals("quarantined"))
                .map(plugin -> "Plugin %s: %s.".formatted(plugin.id(), plugin.reason()))
                .forEach(reasons::add);
        List<ProviderStatus> known = rooms.models().currentStatuses();
        known.stream()
                .filter(provider -> provider.enabled() && provider.isKnown() && !provider.isUp())
                .forEach(p -> reasons.add("Provider %s: %s".formatted(p.name(), p.problem())));
        known.stream()
                .filter(provider -> !provider.openCircuits().isEmpty())
                .map(
                        provider ->
                                "Provider %s failed too often of late at %s."
                                        .formatted(
                                                provider.name(),
                                                String.join(", ", provider.openCircuits())))
                .forEach(reasons::add);
        return new Health(reasons.isEmpty() ? Health.State.OK : Health.State.DEGRADED, reasons);
    }

    @Override
    public Future<Status> status() {
        return rooms.usage().requestsToday().map(this::status);
    }

    private Status status(long requestsToday) {
        return new Status(
                health(),
                Duration.ofNanos(System.nanoTime() - started),
                rooms.version(),
                requestsToday,
                rooms.cluster().members().stream()
                        .sorted((a, b) -> Boolean.compare(b.self(), a.self()))
                        .map(AdminRoom::node)
                        .toList(),
                rooms.cluster().differences(),
                rooms.node().connections().getAsLong(),
                rooms.node().queues().get());
    }

    private static Status.Node node(Member member) {
        return new Status.Node(member.id(), member.address(), PluginSet.of(member.description()));
    }

    @Override
    public Plugins plugins() {
        return rooms.node().plugins();
    }
}
