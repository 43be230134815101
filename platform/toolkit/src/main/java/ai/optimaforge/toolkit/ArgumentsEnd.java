// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit;

/// Tells where the arguments of a call end, which come in fragments and are one JSON object.
public final class ArgumentsEnd {
    private int depth;
    private boolean begun;
    private boolean inText;
    private boolean escaped;

    /// Of a call whose arguments are still to come.
    public ArgumentsEnd() {}

    /// Whether the object has come to its end.
    public boolean isReached() {
        return begun && depth == 0;
    }

    /// Reads on.
    ///
    /// @return whether the fragment adds anything: behind the end, nothing does
    public boolean add(String fragment) {
        if (isReached()) {
            return false;
        }
        for (int i = 0; i < fragment.length(); i++) {
            char c = fragment.charAt(i);
            if (inText) {
                text(c);
            } else {
                structure(c);
            }
        }
        return true;
    }

    private void text(char c) {
        if (escaped) {
            escaped = false;
        } else if (c == '\\') {
            escaped = true;
        } else if (c == '"') {
            inText = false;
        }
    }

    private void structure(char c) {
        switch (c) {
            case '"' -> inText = true;
            case '{', '[' -> {
                begun = true;
                depth++;
            }
            case '}', ']' -> depth--;
            default -> {
                // numbers, words and blanks end nothing
            }
        }
    }
}
