// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

import ai.optimaforge.spi.admin.Administration;
import ai.optimaforge.spi.cache.ClusterCache;
import ai.optimaforge.spi.cache.Events;
import ai.optimaforge.spi.feature.Features;
import ai.optimaforge.spi.http.HttpClientSettings;
import ai.optimaforge.spi.http.HttpClients;
import ai.optimaforge.spi.model.Models;
import ai.optimaforge.spi.store.DocumentStore;

import io.vertx.core.Future;

import java.time.Duration;
import java.util.concurrent.Callable;

/// The one object that a plugin is given: an extension whose public constructor has a
/// `PluginContext` parameter receives it.
///
/// It is made once for each start of the plugin and dies with it. Everything obtained from it
/// belongs to the kernel, which closes it in reverse order when the plugin stops. All methods may
/// be called from any thread, unless they say otherwise.
public interface PluginContext {
    /// What the build wrote about this plugin.
    PluginDescriptor descriptor();

    /// The plugin's own settings, the keys below `plugins.<id>.` in `conf/forge.yaml`, bound to a
    /// record whose components carry [ai.optimaforge.spi.config.Setting]. An unknown or ill-typed
    /// setting fails the start of the plugin with its key, value and origin.
    <C extends Record> C config(Class<C> type);

    /// Every model of every provider, as the platform routes to them.
    Models models();

    /// The plugin's own collections in the store of record.
    DocumentStore documents();

    /// The plugin's own regions of the cluster's cache.
    ClusterCache cache();

    /// Messages to all nodes of the cluster.
    Events events();

    /// Calls that are no HTTP request of their own.
    Calls calls();

    /// What nobody else shall read.
    Secrets secrets();

    /// What can be switched on and off for a user.
    Features features();

    /// What an operator can see and change. An operation that calls it must ask for the scope
    /// `admin`.
    Administration administration();

    /// HTTP clients for an upstream, one for each event loop. Call it once for each upstream, not
    /// once for each call.
    HttpClients httpClients(HttpClientSettings settings);

    /// The plugin's own metrics.
    Meters meters();

    /// Runs an action once after a delay, on the plugin's own event-loop context: it must not
    /// block.
    Registration after(Duration delay, Runnable action);

    /// Runs an action again and again, first after one period, on the plugin's own event-loop
    /// context: it must not block.
    Registration every(Duration period, Runnable action);

    /// Runs plain blocking code on a virtual thread. Called on an event loop, the result comes
    /// back to that loop. At most `plugin-host.max-blocking` run at a time for each plugin (64 by
    /// default); beyond that, as many again wait, and then the future fails with
    /// [CommonError#OVERLOADED].
    <T> Future<T> blocking(Callable<T> work);
}
