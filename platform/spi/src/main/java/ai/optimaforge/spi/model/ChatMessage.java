// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.stream.Collectors.joining;

import ai.optimaforge.spi.json.JsonDocument;

/// One message of a chat.
///
/// @param document the message
public record ChatMessage(JsonDocument document) {
    /// Who speaks, for instance `user`; empty if the message does not say.
    public String role() {
        return document.string("role").orElse("");
    }

    /// The text: the content if it is a string, else its text parts, joined; empty if there is
    /// none.
    public String text() {
        return document.string("content")
                .orElseGet(
                        () ->
                                document.objects("content").stream()
                                        .flatMap(part -> part.string("text").stream())
                                        .collect(joining()));
    }
}
