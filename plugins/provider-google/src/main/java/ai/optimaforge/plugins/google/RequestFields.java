// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonSlice;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.buffer.Buffer;

import java.util.List;
import java.util.Optional;

/// Reads the fields of a request, and says what is wrong with one. `null` counts as not there, as
/// it does for OpenAI.
final class RequestFields {
    private static final int LONGEST_VALUE = 100;

    private RequestFields() {}

    static boolean has(JsonDocument request, String name) {
        return request.type(name).filter(type -> type != JsonType.NULL).isPresent();
    }

    /// A member of the type that it must have, as JSON text.
    ///
    /// @param path how the client knows the field, for instance `messages[2].content`
    static Optional<JsonSlice> raw(
            JsonDocument object, String name, JsonType type, String path, String inWords) {
        if (!has(object, name)) {
            return Optional.empty();
        }
        if (object.type(name).filter(type::equals).isEmpty()) {
            throw wrong(object, name, path, inWords);
        }
        return object.slice(name);
    }

    static Optional<JsonSlice> number(JsonDocument request, String name) {
        return raw(request, name, JsonType.NUMBER, name, "a number");
    }

    static Optional<Long> whole(JsonDocument request, String name, long least) {
        if (!has(request, name)) {
            return Optional.empty();
        }
        Optional<Long> number = request.integer(name).filter(given -> given >= least);
        if (number.isEmpty()) {
            throw wrong(request, name, name, "a whole number from " + least);
        }
        return number;
    }

    static boolean flag(JsonDocument request, String name) {
        return raw(request, name, JsonType.BOOLEAN, name, "true or false").isPresent()
                && request.flag(name).orElseThrow();
    }

    /// A text that must be there and say something.
    static String text(JsonDocument object, String name, String path) {
        return object.string(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> wrong(object, name, path, "a text and not empty"));
    }

    static Optional<JsonDocument> object(JsonDocument object, String name, String path) {
        if (!has(object, name)) {
            return Optional.empty();
        }
        return Optional.of(
                object.object(name).orElseThrow(() -> wrong(object, name, path, "an object")));
    }

    /// The objects of a member that is an array; empty if it is not there.
    static List<JsonDocument> objects(
            JsonDocument object, String name, String path, String inWords) {
        if (!has(object, name)) {
            return List.of();
        }
        if (object.type(name).filter(JsonType.ARRAY::equals).isEmpty()) {
            throw wrong(object, name, path, inWords);
        }
        return object.objects(
                name,
                (index, json) ->
                        refused(
                                path + "[" + index + "]",
                                "must be an object, not " + shown(json.toString())));
    }

    static ForgeException wrong(JsonDocument object, String name, String path, String inWords) {
        String given = object.raw(name).map(Buffer::toString).map(RequestFields::shown).orElse("");
        return given.isEmpty()
                ? new ForgeException(
                                CommonError.MISSING_PARAMETER,
                                "%s is missing: it must be %s.".formatted(path, inWords))
                        .withParam(path)
                : refused(path, "must be %s, not %s".formatted(inWords, given));
    }

    /// @param problem what follows the field's name in the message, without a full stop
    static ForgeException refused(String path, String problem) {
        return new ForgeException(CommonError.INVALID_PARAMETER, path + " " + problem + ".")
                .withParam(path);
    }

    static String shown(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }
}
