// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.Registration;

import io.vertx.core.Context;

import java.util.function.Consumer;

/// Who is told of changes and events.
///
/// @param context where its actions run
/// @param owner is given each of its registrations, to be closed when it needs them no more
public record Audience(Context context, Consumer<Registration> owner) {
    /// Checks that all is there.
    public Audience {
        requireNonNull(context, "context is null");
        requireNonNull(owner, "owner is null");
    }
}
