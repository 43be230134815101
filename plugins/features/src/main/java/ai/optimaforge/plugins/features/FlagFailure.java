// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.features;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ErrorCode;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.Answer;

import io.vertx.core.json.JsonObject;

import java.util.Map;

/// Why flags could not be evaluated, in OFREP's words and not in those of our error envelope.
///
/// @param status the HTTP status
/// @param errorCode one of OpenFeature's
record FlagFailure(int status, String errorCode, String errorDetails) {

    static FlagFailure of(ForgeException failure) {
        ErrorCode code = failure.errorCode();
        if (code == CommonError.INVALID_JSON) {
            return new FlagFailure(400, "PARSE_ERROR", failure.message());
        }
        if (code == CommonError.INVALID_VALUE || code == CommonError.INVALID_PARAMETER) {
            return new FlagFailure(400, "INVALID_CONTEXT", failure.message());
        }
        return new FlagFailure(code.status(), "GENERAL", failure.message());
    }

    static FlagFailure notFound(String key) {
        return new FlagFailure(404, "FLAG_NOT_FOUND", "There is no feature " + key + ".");
    }

    /// What is told to who asked for all flags. The protocol asks for no metadata here, but the
    /// provider of OpenFeature's Java SDK takes a failure without it for a fault of its own.
    JsonObject document() {
        return new JsonObject()
                .put("errorCode", errorCode)
                .put("errorDetails", errorDetails)
                .put("metadata", new JsonObject());
    }

    /// The answer to who asked for one flag.
    Answer answer(String key) {
        return new Answer.Document(status, Map.of(), document().put("key", key).toBuffer());
    }
}
