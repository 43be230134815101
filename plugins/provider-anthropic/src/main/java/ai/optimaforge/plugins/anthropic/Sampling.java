// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;

/// How tokens are drawn, and the texts at which the model stops.
final class Sampling {
    private static final double SMALLEST_TOP_P_OF_THOUGHTS = 0.95;

    private final JsonDocument request;
    private final JsonOut out;
    private final Notices notices;

    private Sampling(JsonDocument request, JsonOut out, Notices notices) {
        this.request = request;
        this.out = out;
        this.notices = notices;
    }

    static void write(
            JsonDocument request,
            ModelTraits traits,
            boolean thinks,
            JsonOut out,
            Notices notices) {
        Sampling sampling = new Sampling(request, out, notices);
        sampling.check();
        if (!traits.sampling()) {
            sampling.leaveOut("left out, the model does not take it");
        } else if (thinks) {
            sampling.besideThoughts();
        } else {
            sampling.plain();
        }
    }

    private void check() {
        number("temperature", 0, 2);
        number("top_p", 0, 1);
    }

    private void leaveOut(String why) {
        if (has("temperature") && number("temperature", 0, 2) != 1) {
            notices.tell("temperature", why);
        }
        if (has("top_p") && number("top_p", 0, 1) != 1) {
            notices.tell("top_p", why);
        }
        if (has("top_k")) {
            notices.tell("top_k", why);
        }
    }

    private void besideThoughts() {
        String why = "left out, a model that reasons does not take it";
        if (has("temperature") && number("temperature", 0, 2) != 1) {
            notices.tell("temperature", why);
        }
        if (has("top_p")) {
            if (number("top_p", 0, 1) >= SMALLEST_TOP_P_OF_THOUGHTS) {
                out.name("top_p").raw(raw("top_p"));
            } else {
                notices.tell("top_p", why);
            }
        }
        if (has("top_k")) {
            notices.tell("top_k", why);
        }
    }

    private void plain() {
        if (has("temperature")) {
            if (number("temperature", 0, 2) > 1) {
                notices.tell("temperature", "1 instead, the highest that the provider takes");
                out.name("temperature").number(1);
            } else {
                out.name("temperature").raw(raw("temperature"));
            }
        }
        if (has("top_p")) {
            // later models refuse the two together
            if (!has("temperature")) {
                out.name("top_p").raw(raw("top_p"));
            } else if (number("top_p", 0, 1) != 1) {
                notices.tell("top_p", "left out, the provider takes temperature or top_p");
            }
        }
        if (has("top_k")) {
            out.name("top_k").raw(raw("top_k"));
        }
    }

    private boolean has(String name) {
        return request.type(name).orElse(JsonType.NULL) != JsonType.NULL;
    }

    private Buffer raw(String name) {
        return request.raw(name).orElseThrow();
    }

    private double number(String name, double least, double most) {
        if (!has(name)) {
            return least;
        }
        String text = raw(name).toString();
        if (request.type(name).filter(JsonType.NUMBER::equals).isPresent()) {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw Refusal.of(
                name,
                "must be a number from %.0f to %.0f, not %s."
                        .formatted(least, most, Refusal.shown(text)));
    }

    /// Writes `stop_sequences`.
    static void stops(JsonDocument request, JsonOut out) {
        JsonType type = request.type("stop").orElse(JsonType.NULL);
        if (type == JsonType.NULL) {
            return;
        }
        Buffer raw = request.raw("stop").orElseThrow();
        JsonArray stops =
                switch (type) {
                    case STRING -> new JsonArray().add(request.string("stop").orElseThrow());
                    case ARRAY -> new JsonArray(raw);
                    default -> throw badStop(raw.toString());
                };
        if (stops.isEmpty()) {
            return;
        }
        out.name("stop_sequences").array();
        for (Object stop : stops) {
            if (!(stop instanceof String text)) {
                throw badStop(raw.toString());
            }
            if (text.isBlank()) {
                throw Refusal.of(
                        "stop",
                        "holds "
                                + Refusal.shown(text.replace("\n", "\\n"))
                                + "; the model's provider stops at no text of white space alone.");
            }
            out.text(text);
        }
        out.endArray();
    }

    private static RuntimeException badStop(String raw) {
        return Refusal.of("stop", "must be a string or an array of strings, not " + raw + ".");
    }
}
