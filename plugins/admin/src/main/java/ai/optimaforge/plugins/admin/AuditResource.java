// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import ai.optimaforge.spi.admin.Audit;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.toolkit.resource.Lists;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/// Who changed what.
final class AuditResource {
    private final Audit audit;

    AuditResource(Audit audit) {
        this.audit = audit;
    }

    Future<Answer> list(Call call) {
        return audit.list(Lists.request(call))
                .map(part -> Lists.document(part, AuditResource::document, Audit.Entry::id))
                .map(Answer::json);
    }

    private static JsonObject document(Audit.Entry entry) {
        return new JsonObject()
                .put("object", "audit")
                .put("id", entry.id())
                .put("created_at", entry.time())
                .put("action", entry.action())
                .put("target", entry.target())
                .put("key_id", entry.keyId())
                .put("user_id", entry.userId())
                .put("before", entry.before().orElse(null))
                .put("after", entry.after().orElse(null));
    }
}
