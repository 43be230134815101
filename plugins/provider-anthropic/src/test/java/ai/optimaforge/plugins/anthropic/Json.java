// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// JSON with single quotes, which a test in Java can be read with.
final class Json {
    private Json() {}

    static String of(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    static JsonObject object(String singleQuoted) {
        return new JsonObject(of(singleQuoted));
    }

    static JsonArray array(String singleQuoted) {
        return new JsonArray(of(singleQuoted));
    }
}
