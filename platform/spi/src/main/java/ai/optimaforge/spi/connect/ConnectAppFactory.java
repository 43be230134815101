// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.connect;

/// A type of app that users connect. Declared so that its shape can be argued about; the kernel
/// does not load it before the tool room is built.
///
/// @param <C> the operator's settings for the app
public interface ConnectAppFactory<C extends Record> {
    /// The name of the app, for instance `github`; it begins the names of its tools.
    String type();

    /// The record to which the operator's settings are bound.
    Class<C> configType();

    /// Makes the app. Called once at each start of the plugin, and again when its settings
    /// change.
    ConnectApp create(C config);
}
