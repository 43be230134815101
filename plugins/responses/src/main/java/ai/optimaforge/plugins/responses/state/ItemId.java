// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Ids of items, of which each carries that of the response to which the item belongs, so that an
/// item can be found without a search. Ids that clients or providers have given are others.
public final class ItemId {
    private static final String RESPONSE = "resp_";
    // letters that the ids of responses do not have
    private static final String INPUT = "i";
    private static final String OUTPUT = "o";
    private static final Pattern CARRYING =
            Pattern.compile("[a-z]+_([0-9a-hjkmnp-tv-z]{26})[io][0-9]+");

    private ItemId() {}

    /// The id of an item of a response's input.
    ///
    /// @param kind what the id begins with, such as `msg`
    /// @param index which of the items
    public static String ofInput(String kind, String response, int index) {
        return of(kind, response, INPUT, index);
    }

    /// The id of an item of a response's output.
    public static String ofOutput(String kind, String response, int index) {
        return of(kind, response, OUTPUT, index);
    }

    private static String of(String kind, String response, String part, int index) {
        String own =
                response.startsWith(RESPONSE) ? response.substring(RESPONSE.length()) : response;
        return kind + "_" + own + part + index;
    }

    /// The response that an id carries; empty if it carries none.
    static Optional<String> response(String item) {
        Matcher carrying = CARRYING.matcher(item);
        return carrying.matches() ? Optional.of(RESPONSE + carrying.group(1)) : Optional.empty();
    }
}
