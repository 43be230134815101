// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.plugin.PluginLoad;
import ai.optimaforge.spi.model.ChatInterceptor;

/// An interceptor, and the run of the plugin that brings it.
///
/// @param load is entered by each call that asks for it
public record InstalledInterceptor(ChatInterceptor interceptor, PluginLoad load) {}
