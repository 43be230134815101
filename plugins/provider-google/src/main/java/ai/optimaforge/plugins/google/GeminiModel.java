// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the id of a model tells of it: Google's wire is one, but not every model takes all of it.
///
/// @param id the id as the client has it, without `models/`
/// @param generation `2.5` for `gemini-2.5-pro`; above all that there are for a name without a
/// number, such as `gemini-flash-latest`; 0 for what is no Gemini
record GeminiModel(String id, double generation) {
    private static final Pattern GEMINI =
            Pattern.compile("gemini-(?!exp|gemma)(\\d{1,3}(?:\\.\\d{1,3})?)?.*");
    private static final double LATEST = 1000;
    private static final String PREFIX = "models/";

    static GeminiModel of(String given) {
        String id = given.startsWith(PREFIX) ? given.substring(PREFIX.length()) : given;
        Matcher matcher = GEMINI.matcher(id);
        if (!matcher.matches()) {
            return new GeminiModel(id, 0);
        }
        String number = matcher.group(1);
        return new GeminiModel(id, number == null ? LATEST : Double.parseDouble(number));
    }

    /// How the wire names the model: `models/gemini-2.5-pro`.
    String name() {
        return id.startsWith("tunedModels/") ? id : PREFIX + id;
    }

    /// The path of one of its methods, such as `generateContent`.
    String path(String method) {
        StringBuilder path = new StringBuilder("/v1beta/");
        int start = name().indexOf('/') + 1;
        path.append(name(), 0, start);
        for (byte b : name().substring(start).getBytes(UTF_8)) {
            // a client chooses the id: nothing in it may reach another path
            if (isUnreserved(b)) {
                path.append((char) b);
            } else {
                path.append('%').append("%02X".formatted(b));
            }
        }
        return path.append(':').append(method).toString();
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }

    /// Whether it has a message of the system's; the first three Gemmas have none.
    boolean takesSystem() {
        return !id.startsWith("gemma-1") && !id.startsWith("gemma-2") && !id.startsWith("gemma-3");
    }

    /// Whether it refuses a call of a function that is not signed by its thoughts.
    boolean wantsSignatures() {
        return generation >= 3;
    }

    boolean isPro() {
        return id.contains("-pro");
    }

    boolean isLite() {
        return id.contains("-lite");
    }
}
