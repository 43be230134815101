// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonSlice;

/// Writes `contents`. Neighbours of one kind are one turn, and a turn without parts is none: the
/// wire refuses it.
final class Turns {
    private static final int EMPTY_STRING = 2;

    /// Whose turn it is. What functions returned is a turn of its own: the wire counts its parts
    /// against those of the calls before it.
    enum Kind {
        USER("user"),
        MODEL("model"),
        RESULTS("user");

        private final String role;

        Kind(String role) {
            this.role = role;
        }
    }

    private final JsonText out;
    private Kind kind = Kind.USER;
    private boolean open;
    private boolean any;

    Turns(JsonText out) {
        this.out = out;
        out.name("contents").open('[');
    }

    /// Begins a part; the caller writes its members and closes it.
    JsonText part(Kind whose) {
        if (open && kind != whose) {
            endTurn();
        }
        if (!open) {
            kind = whose;
            open = true;
            any = true;
            out.open('{').name("role").text(whose.role).name("parts").open('[');
        }
        return out.open('{');
    }

    /// A part of text; an empty one is none.
    ///
    /// @param json the text as JSON
    /// @return whether there is one
    boolean text(Kind whose, JsonSlice json) {
        if (json.length() == EMPTY_STRING) {
            return false;
        }
        part(whose).name("text").raw(json).close('}');
        return true;
    }

    private void endTurn() {
        out.close(']').close('}');
        open = false;
    }

    /// Whether nobody has said anything yet.
    boolean isEmpty() {
        return !any;
    }

    void end() {
        if (open) {
            endTurn();
        }
        out.close(']');
    }
}
