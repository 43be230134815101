// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.endpoint;

/// A group of operations that a client can call, described by an OpenAPI contract that the plugin
/// carries.
///
/// Constructed once at each start of the plugin, with its [ai.optimaforge.spi.PluginContext] if
/// the public constructor asks for one.
public interface EndpointGroup {
    /// The class-path name of the group's OpenAPI 3.1 contract in YAML, for instance `chat.yaml`.
    /// The contract says who may call what: `x-forge-scope` on an operation names the scope that
    /// the key must carry (a list: any one of them).
    String contract();

    /// Gives a handler to every `operationId` of the contract, exactly once: one too few, too
    /// many or twice fails the start of the plugin. Called once, after construction, before the
    /// group serves its first call.
    void bind(Operations operations);
}
