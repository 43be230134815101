// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.features;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.Answer;

import io.vertx.core.json.JsonObject;

import java.util.Map;

/// Why flags could not be evaluated, in OFREP's words and not in those of our error envelope.
///
/// @param status the HTTP status
/// @param errorCode one of OpenFeature's
record FlagFailure(int status, String errorCode, String errorDetails) {

    static FlagFailure of(ForgeException refused) {
        if (refused.errorCode() == CommonError.INVALID_JSON) {
            return new FlagFailure(400, "PARSE_ERROR", refused.message());
        }
        if (refused.errorCode() == CommonError.INSUFFICIENT_SCOPE) {
            return new FlagFailure(403, "GENERAL", refused.message());
        }
        return new FlagFailure(400, "INVALID_CONTEXT", refused.message());
    }

    static FlagFailure notFound(String key) {
        return new FlagFailure(404, "FLAG_NOT_FOUND", "There is no feature " + key + ".");
    }

    /// The answer to who asked for all flags.
    Answer answer() {
        return answer(new JsonObject());
    }

    /// The answer to who asked for one.
    Answer answer(String key) {
        return answer(new JsonObject().put("key", key));
    }

    private Answer answer(JsonObject document) {
        document.put("errorCode", errorCode).put("errorDetails", errorDetails);
        return new Answer.Document(status, Map.of(), document.toBuffer());
    }
}
