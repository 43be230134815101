// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;

/// Frames of the event stream.
final class Frames {
    static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

    private static final String DATA = "data: ";
    private static final String BREAK = "\n\n";
    private static final int LONGEST_END = 40;
    private static final List<String> ENDS =
            List.of(
                    "event: response.completed\n",
                    "event: response.failed\n",
                    "event: response.incomplete\n");

    private Frames() {}

    /// The event that tells how a response ended. The API has none for one that was cancelled: it
    /// has failed, and its status says why.
    ///
    /// @param response the response's JSON
    static String end(String status, long sequence, String response) {
        String type =
                switch (status) {
                    case "completed" -> "response.completed";
                    case "incomplete" -> "response.incomplete";
                    default -> "response.failed";
                };
        return "event: %s\ndata: {\"type\":\"%s\",\"sequence_number\":%d,\"response\":%s}\n\n"
                .formatted(type, type, sequence, response);
    }

    /// Whether a frame tells how a response ended.
    static boolean isEnd(Buffer frame) {
        String head = frame.getString(0, Math.min(frame.length(), LONGEST_END));
        return ENDS.stream().anyMatch(head::startsWith);
    }

    /// Frames that were written one after the other.
    static List<String> split(String frames) {
        List<String> all = new ArrayList<>();
        int from = 0;
        while (from < frames.length()) {
            // it has no empty line but at its end
            int end = frames.indexOf(BREAK, from) + BREAK.length();
            all.add(frames.substring(from, end));
            from = end;
        }
        return all;
    }

    /// What a frame says.
    static JsonObject event(String frame) {
        return new JsonObject(frame.substring(frame.indexOf(DATA) + DATA.length()).strip());
    }
}
