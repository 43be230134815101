// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.endpoint;

import java.util.Optional;

/// A group of operations that a client can call, described by an OpenAPI contract that the plugin
/// carries.
///
/// Constructed once at each start of the plugin, with its [ai.optimaforge.spi.PluginContext] if
/// the public constructor asks for one.
public interface EndpointGroup {
    /// The class-path name of the group's OpenAPI 3.1 contract in YAML, for instance `chat.yaml`.
    /// The contract says on what terms operations may be called. At its root, `x-forge-features`
    /// defines features (`id`, `name`, `description`, `tier_required`, `default_enabled`). On an
    /// operation:
    ///
    /// * `x-forge-scope`: the scope that the key must carry (a list: any one of them); an
    ///   operation that is open to all has `security: []` instead
    /// * `x-forge-feature`: the feature that must be on for the user
    /// * `x-forge-rate-class`: `memory` or `admin`, if its calls are counted apart
    /// * `x-forge-idempotent: true`: that it takes an `Idempotency-Key`, which the kernel handles
    /// * `x-forge-websocket: true`: that it opens a WebSocket; a `GET` without an upgrade is
    ///   refused with 426, and opening one counts as no request
    ///
    /// A path parameter named `userId` is well-formed when a handler sees it, and the caller's
    /// own unless the key carries the scope `admin`.
    String contract();

    /// How failures are told; in the platform's own envelope, if empty. Called once, after
    /// construction.
    default Optional<ErrorFormat> errorFormat() {
        return Optional.empty();
    }

    /// Gives a handler to every `operationId` of the contract, exactly once: one too few, too
    /// many or twice fails the start of the plugin. Called once, after construction, before the
    /// group serves its first call.
    void bind(Operations operations);
}
