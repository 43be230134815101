// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static java.util.Locale.ROOT;

/// A URL that carries its content in base64: `data:image/png;base64,iVBORw…`.
///
/// @param mediaType the type of the content, in lower case
/// @param start where the content begins in the URL
record DataUrl(String mediaType, int start) {
    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64";

    /// @param field the field of the request that holds it
    static DataUrl parse(String url, String field) {
        int comma = url.indexOf(',');
        String head = comma < 0 ? "" : url.substring(0, comma).toLowerCase(ROOT);
        if (!head.startsWith(SCHEME) || !head.endsWith(BASE64)) {
            throw Refusal.of(
                    field,
                    "must be a data URL in base64, such as data:image/png;base64,…, not "
                            + Refusal.shown(url)
                            + ".");
        }
        requireBase64(url, comma + 1, field);
        int parameters = head.indexOf(';');
        return new DataUrl(head.substring(SCHEME.length(), parameters), comma + 1);
    }

    private static void requireBase64(String url, int from, String field) {
        if (from == url.length()) {
            throw Refusal.of(field, "has no content.");
        }
        for (int i = from; i < url.length(); i++) {
            char c = url.charAt(i);
            if (!isBase64(c)) {
                throw Refusal.of(
                        field,
                        "has a character that is not base64 at position %d: %s."
                                .formatted(i, Refusal.shown(String.valueOf(c))));
            }
        }
    }

    private static boolean isBase64(char c) {
        return WireId.isLetterOrDigit(c) || c == '+' || c == '/' || c == '=';
    }
}
