// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.store.StoredDocument;

import java.util.Set;

/// What the store has of a response. Its texts are values that [LongTexts] reads.
///
/// @param id the response's
/// @param user whose it is
/// @param status as the API has it
/// @param background whether it is made in the background
/// @param streamed whether its events are kept
/// @param chain the chain that it continues; empty if there is none
/// @param length how many turns of that chain
/// @param conversation the conversation that it belongs to; empty if there is none
/// @param tail the last events of a stream, where they are not in the log
/// @param end the sequence number of its last event, once it has ended
/// @param broken whether it was ended by another than who made it, who may have sent more events
/// than were kept
/// @param eventsUntil until when its events are kept once it has ended, in Unix seconds
/// @param response the response as the API shows it
/// @param input its own input items
/// @param output its own items as they are continued; empty if they are as it shows them
/// @param expiresAt until when it is kept, in Unix seconds
/// @param request the request that asked for it; empty unless it is made in the background
record StoredResponse(
        String id,
        String user,
        String status,
        boolean background,
        boolean streamed,
        String chain,
        int length,
        String conversation,
        Tail tail,
        long end,
        boolean broken,
        long eventsUntil,
        Object response,
        Object input,
        Object output,
        long expiresAt,
        Object request) {
    static final Set<String> UNFINISHED = Set.of("queued", "in_progress");

    static StoredResponse of(StoredDocument document) {
        var body = document.body();
        return new StoredResponse(
                document.id(),
                body.getString("user"),
                body.getString("status"),
                body.getBoolean("background"),
                body.getBoolean("streamed"),
                body.getString("chain"),
                body.getInteger("length"),
                body.getString("conversation"),
                new Tail(body.getLong("tail_from", 0L), body.getString("tail", "")),
                body.getLong("end"),
                body.getBoolean("broken"),
                body.getLong("events_until"),
                body.getValue("response"),
                body.getValue("input"),
                body.getValue("output"),
                body.getLong("expires_at"),
                body.getValue("request"));
    }

    boolean isFinished() {
        return !UNFINISHED.contains(status);
    }
}
