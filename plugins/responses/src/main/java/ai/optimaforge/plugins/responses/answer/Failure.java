// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.json.JsonObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Why a response failed, as the response and its events tell it.
final class Failure {
    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);
    private static final int TOO_MANY = 429;
    private static final int SERVERS = 500;

    private Failure() {}

    /// What the client may be told.
    static ForgeException of(Throwable cause) {
        if (cause instanceof ForgeException told) {
            return told;
        }
        LOG.error("A response failed", cause);
        return new ForgeException(
                CommonError.INTERNAL_ERROR,
                "Something went wrong on our side. The request id helps us to find it.");
    }

    /// `error` of the response, in the few words that the public API has for codes.
    static JsonObject error(ForgeException failure) {
        int status = failure.errorCode().status();
        String code = status < SERVERS ? "invalid_prompt" : "server_error";
        return new JsonObject()
                .put("code", status == TOO_MANY ? "rate_limit_exceeded" : code)
                .put("message", failure.message());
    }
}
