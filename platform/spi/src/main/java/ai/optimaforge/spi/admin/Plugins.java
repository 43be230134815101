// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import ai.optimaforge.spi.Caller;

import io.vertx.core.Future;

import java.util.List;
import java.util.Optional;

/// The plugins of this node. What is changed here is changed on this node alone, until its next
/// start: that runs the newest version of each that is installed.
public interface Plugins {
    /// Every plugin, by id.
    List<PluginInfo> list();

    /// Puts another version in the place of the one that runs, without failing a call: the two
    /// run side by side until the calls of the old one are over, or `plugin-host.drain-timeout`
    /// is. If the new one can't start, the old one stays.
    ///
    /// @param version one that is installed; the newest if empty
    /// @param by who asks for it
    /// @return the plugin, once the new version serves calls; fails with 404 if there is no such
    /// plugin or version, with 409 if the plugin is being changed already or too many of its
    /// versions still drain, with 422 and the reason if the new version can't start
    Future<PluginInfo> swap(String id, Optional<String> version, Caller by);

    /// Lets the plugin's calls end, then gives it up. Its operations are 404 from now on.
    ///
    /// @param by who asks for it
    /// @return the plugin, once it serves no new calls; fails with 404 if there is no such
    /// plugin, with 409 if it is being changed already or does not run
    Future<PluginInfo> stop(String id, Caller by);

    /// Starts a plugin that does not run, in its newest version.
    ///
    /// @param by who asks for it
    /// @return the plugin, once it serves calls; fails with 404 if there is no such plugin, with
    /// 409 if it is being changed already or runs, with 422 and the reason if it can't start
    Future<PluginInfo> start(String id, Caller by);
}
