// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.testing.upstream.Reply;

import java.nio.charset.StandardCharsets;

/// Streams that no script of the fake upstream has.
final class Streams {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

    private Streams() {}

    static String event(String type, String data) {
        return "event: " + type + "\ndata: " + Json.of(data) + "\n\n";
    }

    static String start() {
        return event(
                "message_start",
                "{'type':'message_start','message':{'id':'msg_1','type':'message',"
                        + "'role':'assistant','model':'m','content':[],"
                        + "'usage':{'input_tokens':3,'output_tokens':1}}}");
    }

    static String textStart() {
        return event(
                "content_block_start",
                "{'type':'content_block_start','index':0,"
                        + "'content_block':{'type':'text','text':''}}");
    }

    static String textDelta(String text) {
        return event(
                "content_block_delta",
                "{'type':'content_block_delta','index':0,"
                        + "'delta':{'type':'text_delta','text':'"
                        + text
                        + "'}}");
    }

    /// A stream of text that does not end until its client leaves.
    static Reply endless() {
        byte[] begin = utf8(HEAD + start() + textStart());
        byte[] delta = utf8(textDelta("x".repeat(1024)));
        return (request, wire) -> {
            wire.sendBuffer(64 * 1024);
            wire.write(begin);
            while (true) {
                wire.write(delta);
                request.frameWritten();
            }
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
