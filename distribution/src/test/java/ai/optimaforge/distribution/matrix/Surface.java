// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

/// What a client calls.
enum Surface {
    CHAT("Chat completions", "/v1/chat/completions", false),
    CHAT_STREAM("Chat completions, streamed", "/v1/chat/completions", true),
    MESSAGES("Messages", "/v1/messages", false),
    MESSAGES_STREAM("Messages, streamed", "/v1/messages", true);

    private final String title;
    private final String path;
    private final boolean streamed;

    Surface(String title, String path, boolean streamed) {
        this.title = title;
        this.path = path;
        this.streamed = streamed;
    }

    String title() {
        return title;
    }

    String path() {
        return path;
    }

    boolean streamed() {
        return streamed;
    }

    boolean isChat() {
        return this == CHAT || this == CHAT_STREAM;
    }
}
