// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.connect;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.config.Secret;

import java.util.Optional;

/// In whose name an app is asked.
///
/// @param call the call that asks; the platform's own for a trigger
/// @param credential the API key, or the access token of the moment; empty if the app needs none
public record ConnectAccount(CallContext call, Optional<Secret> credential) {
    /// Keeps both.
    public ConnectAccount {
        requireNonNull(call, "call is null");
        requireNonNull(credential, "credential is null");
    }

    /// The credential of an app that needs one.
    ///
    /// @throws IllegalStateException if there is none
    public Secret requireCredential() {
        return credential.orElseThrow(() -> new IllegalStateException("the account has no key"));
    }
}
