// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonSlice;
import ai.optimaforge.spi.json.JsonType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What a candidate says, by kinds of its parts; on a stream, in one event.
final class Said {
    private static final int EMPTY_STRING = 2;

    private final List<JsonSlice> texts = new ArrayList<>(2);
    private final List<JsonSlice> thoughts = new ArrayList<>(2);
    private final List<JsonDocument> calls = new ArrayList<>(2);
    private @Nullable JsonSlice signature;

    private Said() {}

    static Said in(JsonDocument candidate) {
        Said said = new Said();
        candidate.object("content").ifPresent(content -> said.read(content.objects("parts")));
        return said;
    }

    private void read(List<JsonDocument> parts) {
        for (JsonDocument part : parts) {
            if (part.object("functionCall").isPresent()) {
                calls.add(part);
                continue;
            }
            if (part.type("text").filter(JsonType.STRING::equals).isPresent()) {
                JsonSlice text = part.slice("text").orElseThrow();
                if (text.length() > EMPTY_STRING) {
                    (part.flag("thought").orElse(false) ? thoughts : texts).add(text);
                }
            }
            part.string("thoughtSignature")
                    .ifPresent(given -> signature = part.slice("thoughtSignature").orElseThrow());
        }
    }

    boolean isNothing() {
        return !hasAnswer() && thoughts.isEmpty() && signature == null;
    }

    /// Whether there is a text or a call, and not thoughts alone.
    boolean hasAnswer() {
        return !texts.isEmpty() || !calls.isEmpty();
    }

    List<JsonSlice> texts() {
        return texts;
    }

    int calls() {
        return calls.size();
    }

    /// Writes what there is beside the content as members of a message, or of a delta.
    ///
    /// @param firstIndex the index of the first call on a stream; negative in a whole answer,
    /// where calls have none
    void writeRest(JsonText out, int firstIndex) {
        if (!thoughts.isEmpty()) {
            out.name("reasoning_content").joined(thoughts);
        }
        if (!calls.isEmpty()) {
            out.name("tool_calls").open('[');
            for (int i = 0; i < calls.size(); i++) {
                ToolCalls.write(calls.get(i), firstIndex < 0 ? -1 : firstIndex + i, out);
            }
            out.close(']');
        }
        if (signature != null) {
            ToolCalls.writeSignature(signature, out);
        }
    }
}
