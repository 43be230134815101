// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.google;

/// Google has in the path what others have in the body: the model, and whether to stream.
///
/// @param model the model, for instance `gemini-2.5-pro`; empty where the path names none
/// @param method the method behind the colon, for instance `generateContent`; empty where there
/// is none
public record GeminiPath(String model, String method) {
    private static final String MODELS = "/v1beta/models/";

    /// Reads a path without its query.
    public static GeminiPath of(String path) {
        int colon = path.lastIndexOf(':');
        if (!path.startsWith(MODELS) || colon < MODELS.length()) {
            return new GeminiPath("", "");
        }
        return new GeminiPath(path.substring(MODELS.length(), colon), path.substring(colon + 1));
    }

    /// Whether it asks for a stream.
    public boolean streamed() {
        return method.equals("streamGenerateContent");
    }
}
