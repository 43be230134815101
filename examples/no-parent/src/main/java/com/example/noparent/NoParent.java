// SPDX-License-Identifier: Apache-2.0
package com.example.noparent;

import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.endpoint.Operations;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

// region smallest
/// The smallest plugin: one class and one contract.
public final class NoParent implements EndpointGroup {
    @Override
    public String contract() {
        return "no-parent.yaml";
    }

    @Override
    public void bind(Operations operations) {
        operations.on(
                "noParent",
                call ->
                        Future.succeededFuture(
                                Answer.json(new JsonObject().put("hello", "world"))));
    }
}
// endregion
