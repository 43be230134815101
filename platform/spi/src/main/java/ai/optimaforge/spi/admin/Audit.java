// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.Optional;

/// Who changed what.
public interface Audit {
    /// Records, the newest first unless the request says otherwise.
    Future<Listing<Entry>> list(ListRequest request);

    /// A change.
    ///
    /// @param id `audit_…`
    /// @param time in Unix seconds
    /// @param action such as `key.create`
    /// @param target the id of what was changed
    /// @param keyId by which key
    /// @param userId by whom
    /// @param before what it was, without secrets; empty if it is new
    /// @param after what it is, without secrets; empty if it is gone
    record Entry(
            String id,
            long time,
            String action,
            String target,
            String keyId,
            String userId,
            Optional<JsonObject> before,
            Optional<JsonObject> after) {}
}
