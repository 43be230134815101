// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A stream as a careless upstream writes it, and what it means.
final class FlawedStream {
    private static final String[] REASONS = {"stop", "length", "end_turn", "tool_use"};

    final List<ChatChunk> chunks = new ArrayList<>();
    final Map<Integer, StringBuilder> texts = new TreeMap<>();
    final Map<Integer, List<Call>> calls = new TreeMap<>();
    private final Set<Integer> finished = new HashSet<>();
    private final Numbering numbering;

    /// How the upstream numbers the calls of tools.
    enum Numbering {
        RIGHT,
        ABSENT,
        ALWAYS_ZERO
    }

    /// What a piece of the stream says.
    enum Kind {
        TEXT,
        CALL,
        MORE_ARGUMENTS,
        FINISH,
        USAGE,
        NOTHING
    }

    /// @param flaws a bit for each flaw that the piece has, see [#isFlawed]
    record Piece(int choice, Kind kind, String text, int flaws) {
        boolean isFlawed(int bit) {
            return (flaws >> bit & 1) == 1;
        }
    }

    /// A call of a tool.
    record Call(String id, String name, StringBuilder arguments) {}

    FlawedStream(Numbering numbering, List<Piece> pieces) {
        this.numbering = numbering;
        pieces.forEach(this::write);
    }

    String text(int choice) {
        return String.valueOf(texts.get(choice));
    }

    private void write(Piece piece) {
        JsonObject chunk = new JsonObject();
        if (!piece.isFlawed(0)) {
            chunk.put("id", piece.isFlawed(1) ? "other" : "x").put("created", 1).put("model", "m");
        }
        if (piece.isFlawed(2)) {
            chunk.put("object", "chunk");
        }
        if (piece.isFlawed(3) || piece.kind() == Kind.USAGE) {
            chunk.put("usage", new JsonObject().put("prompt_tokens", piece.flaws()));
        } else if (piece.isFlawed(4)) {
            chunk.putNull("usage");
        }
        JsonArray choices = new JsonArray();
        if (piece.kind() != Kind.USAGE) {
            choices.add(choice(piece));
        }
        chunk.put("choices", choices);
        chunks.add(new ChatChunk(JsonDocument.of(chunk)));
    }

    private JsonObject choice(Piece piece) {
        JsonObject delta = new JsonObject();
        if (piece.isFlawed(5)) {
            delta.put("role", "assistant");
        }
        if (piece.isFlawed(6)) {
            delta.put("tool_calls", piece.isFlawed(7) ? new JsonArray() : null);
        }
        JsonObject choice = new JsonObject().put("delta", delta);
        if (piece.choice() > 0 || !piece.isFlawed(8)) {
            choice.put("index", piece.choice());
        }
        if (!piece.isFlawed(9)) {
            choice.putNull("finish_reason");
        }
        texts.computeIfAbsent(piece.choice(), none -> new StringBuilder());
        List<Call> known = calls.computeIfAbsent(piece.choice(), none -> new ArrayList<>());
        boolean late = finished.contains(piece.choice()) && piece.kind() != Kind.FINISH;
        switch (late ? Kind.NOTHING : piece.kind()) {
            case TEXT -> {
                delta.put("content", piece.text());
                texts.get(piece.choice()).append(piece.text());
            }
            case CALL -> delta.put("tool_calls", new JsonArray().add(begin(piece, known)));
            case MORE_ARGUMENTS -> {
                if (!known.isEmpty()) {
                    delta.put("tool_calls", new JsonArray().add(more(piece, known)));
                }
            }
            case FINISH -> {
                // some say it again with the usage
                finished.add(piece.choice());
                choice.put("finish_reason", REASONS[piece.flaws() % REASONS.length]);
            }
            case USAGE, NOTHING -> {}
        }
        return choice;
    }

    private JsonObject begin(Piece piece, List<Call> known) {
        String id = "call_" + known.size();
        JsonObject function = new JsonObject().put("name", "f" + known.size());
        Call call = new Call(id, "f" + known.size(), new StringBuilder());
        known.add(call);
        if (piece.isFlawed(10)) {
            JsonObject arguments = new JsonObject().put("a", piece.text());
            function.put("arguments", arguments);
            call.arguments().append(arguments.encode());
        } else if (!piece.isFlawed(11)) {
            function.put("arguments", piece.text());
            call.arguments().append(piece.text());
        }
        JsonObject begun = numbered(known.size() - 1).put("id", id).put("function", function);
        return piece.isFlawed(12) ? begun : begun.put("type", "function");
    }

    /// The next fragment of the last call.
    private JsonObject more(Piece piece, List<Call> known) {
        Call call = known.getLast();
        JsonObject function = new JsonObject().put("arguments", piece.text());
        call.arguments().append(piece.text());
        JsonObject more = numbered(known.size() - 1).put("function", function);
        if (piece.isFlawed(10)) {
            more.put("id", call.id()).put("type", "function");
            function.put("name", call.name());
        }
        return more;
    }

    private JsonObject numbered(int index) {
        return switch (numbering) {
            case RIGHT -> new JsonObject().put("index", index);
            case ALWAYS_ZERO -> new JsonObject().put("index", 0);
            case ABSENT -> new JsonObject();
        };
    }
}
