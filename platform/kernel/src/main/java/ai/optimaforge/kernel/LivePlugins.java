// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static java.util.Locale.ROOT;

import ai.optimaforge.kernel.audit.AuditTrail;
import ai.optimaforge.kernel.config.Nearest;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.kernel.plugin.PluginRoom;
import ai.optimaforge.kernel.plugin.PluginStatus;
import ai.optimaforge.kernel.plugin.RunningPlugin;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.admin.PluginInfo;
import ai.optimaforge.spi.admin.Plugins;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Changes the plugins of a running platform, as its operator asks.
final class LivePlugins implements Plugins {
    /// Each that drains keeps its classes in memory.
    private static final int MOST_DRAINING = 16;

    private final Supplier<PluginRoom> room;
    private final Supplier<Contributions> contributions;
    private final Runnable look;
    private final AuditTrail audit;
    private final Set<String> changing = ConcurrentHashMap.newKeySet();

    /// @param look reads anew what is installed
    LivePlugins(
            Supplier<PluginRoom> room,
            Supplier<Contributions> contributions,
            Runnable look,
            AuditTrail audit) {
        this.room = room;
        this.contributions = contributions;
        this.look = look;
        this.audit = audit;
    }

    @Override
    public List<PluginInfo> list() {
        return room.get().statuses().stream().map(LivePlugins::info).toList();
    }

    private static PluginInfo info(PluginStatus plugin) {
        return new PluginInfo(
                plugin.id(),
                plugin.version(),
                plugin.state().name().toLowerCase(ROOT),
                plugin.reason(),
                plugin.kinds(),
                plugin.inFlight(),
                plugin.others().stream()
                        .map(
                                other ->
                                        new PluginInfo.Version(
                                                other.version(),
                                                other.state().name().toLowerCase(ROOT),
                                                other.reason(),
                                                other.inFlight()))
                        .toList());
    }

    @Override
    public Future<PluginInfo> swap(String id, Optional<String> version, Caller by) {
        return change(
                id,
                () -> {
                    look.run();
                    require(id, version);
                    RunningPlugin old = serving(id);
                    if (room.get().draining(id) >= MOST_DRAINING) {
                        throw conflict(
                                MOST_DRAINING + " versions of plugin " + id + " still drain.");
                    }
                    begin(id, version, Optional.of(old));
                    return note("plugin.swap", old.descriptor().version(), id, by);
                });
    }

    @Override
    public Future<PluginInfo> start(String id, Caller by) {
        return change(
                id,
                () -> {
                    look.run();
                    require(id, Optional.empty());
                    if (room.get().serving(id).isPresent()) {
                        throw conflict("Plugin " + id + " runs already.");
                    }
                    begin(id, Optional.empty(), Optional.empty());
                    return note("plugin.start", "", id, by);
                });
    }

    @Override
    public Future<PluginInfo> stop(String id, Caller by) {
        return change(
                id,
                () -> {
                    require(id, Optional.empty());
                    RunningPlugin old = serving(id);
                    List<String> dependents = room.get().dependents(id);
                    if (!dependents.isEmpty()) {
                        throw conflict(
                                "Plugin %s needs plugin %s: stop that first."
                                        .formatted(dependents.getFirst(), id));
                    }
                    contributions.get().leave(old);
                    return note("plugin.stop", old.descriptor().version(), id, by);
                });
    }

    /// Puts what stands at a place in the place of the plugin of its id, or adds it. Blocks.
    PluginStatus reload(PluginLocation location) throws StartFailedException {
        try {
            RunningPlugin plugin = room.get().start(location);
            Optional<RunningPlugin> old = contributions.get().running(plugin.id());
            contributions.get().enter(plugin, old);
            return room.get().statuses().stream()
                    .filter(status -> status.id().equals(plugin.id()))
                    .findFirst()
                    .orElseThrow();
        } catch (RuntimeException | LinkageError e) {
            throw new StartFailedException(List.of(PluginRoom.describe(e)));
        }
    }

    private RunningPlugin serving(String id) {
        return room.get()
                .serving(id)
                .orElseThrow(() -> conflict("Plugin " + id + " does not run."));
    }

    private void require(String id, Optional<String> version) {
        if (!room.get().knows(id)) {
            List<String> ids = room.get().ids();
            throw new ForgeException(
                    CommonError.RESOURCE_NOT_FOUND,
                    "There is no plugin %s.%s".formatted(id, Nearest.question(id, ids).orElse("")));
        }
        List<String> installed = room.get().versions(id);
        if (version.isPresent() && !installed.contains(version.get())) {
            throw new ForgeException(
                            CommonError.RESOURCE_NOT_FOUND,
                            "Version %s of plugin %s is not installed; there is %s."
                                    .formatted(version.get(), id, String.join(", ", installed)))
                    .withParam("version");
        }
    }

    private void begin(String id, Optional<String> version, Optional<RunningPlugin> old) {
        String which = version.orElseGet(() -> room.get().versions(id).getFirst());
        try {
            contributions.get().enter(room.get().start(id, Optional.of(which)), old);
        } catch (RuntimeException | LinkageError e) {
            throw new ForgeException(
                    CommonError.PLUGIN_FAILED,
                    room.get().refusal(id, which, PluginRoom.describe(e)),
                    e);
        }
    }

    private Future<PluginInfo> note(String action, String before, String id, Caller by) {
        PluginInfo now =
                list().stream().filter(plugin -> plugin.id().equals(id)).findFirst().orElseThrow();
        return audit.note(
                        action,
                        id,
                        by,
                        before.isEmpty()
                                ? Optional.empty()
                                : Optional.of(new JsonObject().put("version", before)),
                        action.endsWith("stop")
                                ? Optional.empty()
                                : Optional.of(new JsonObject().put("version", now.version())))
                .map(now);
    }

    /// One change of a plugin at a time, on a thread that may wait.
    private Future<PluginInfo> change(String id, Callable<Future<PluginInfo>> work) {
        if (!changing.add(id)) {
            return Future.failedFuture(conflict("Plugin " + id + " is being changed already."));
        }
        Promise<PluginInfo> done = Promise.promise();
        Thread.ofVirtual()
                .name("plugin-change-" + id)
                .start(() -> changed(id, work).onComplete(done));
        return done.future();
    }

    /// Over before it is told: who has waited for it may ask for the next change.
    private Future<PluginInfo> changed(String id, Callable<Future<PluginInfo>> work) {
        try {
            return work.call();
        } catch (Exception | LinkageError e) {
            return Future.failedFuture(e);
        } finally {
            changing.remove(id);
        }
    }

    private static ForgeException conflict(String message) {
        return new ForgeException(CommonError.RESOURCE_CONFLICT, message);
    }
}
