// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.chat;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import java.util.Set;

/// How good a client found an answer.
///
/// @param id the answer's
/// @param rating from -1, useless, to 1, perfect
record Feedback(String id, double rating) {
    private static final Set<String> FIELDS = Set.of("id", "rating", "comment");
    private static final int LONGEST_COMMENT = 4_000;

    /// @throws ForgeException with a 422 that names the field and its value
    static Feedback of(JsonDocument body) {
        for (String name : body.names()) {
            if (!FIELDS.contains(name)) {
                throw refused(
                        CommonError.UNKNOWN_FIELD,
                        name,
                        name + " is not known; there are id, rating, comment.");
            }
        }
        String id =
                body.string("id")
                        .filter(text -> !text.isEmpty())
                        .orElseThrow(() -> invalid(body, "id", "the id of an answer, forge-…"));
        double rating = rating(body);
        boolean spoken = body.type("comment").filter(type -> type != JsonType.NULL).isPresent();
        if (spoken
                && body.string("comment")
                        .filter(text -> text.length() <= LONGEST_COMMENT)
                        .isEmpty()) {
            throw invalid(body, "comment", "a text of at most " + LONGEST_COMMENT + " characters");
        }
        return new Feedback(id, rating);
    }

    private static double rating(JsonDocument body) {
        if (body.type("rating").filter(JsonType.NUMBER::equals).isPresent()) {
            double rating = body.toJson().getDouble("rating");
            if (rating >= -1 && rating <= 1) {
                return rating;
            }
        }
        throw invalid(body, "rating", "a number from -1 to 1");
    }

    private static ForgeException invalid(JsonDocument body, String name, String right) {
        String given = body.raw(name).map(Object::toString).orElse("nothing");
        return refused(
                CommonError.INVALID_VALUE,
                name,
                "%s must be %s, not %s.".formatted(name, right, given));
    }

    private static ForgeException refused(CommonError error, String name, String message) {
        return new ForgeException(error, message).withParam(name);
    }
}
