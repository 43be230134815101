// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

/// Answers of which not a byte comes. Faults in the middle of an answer are set on the answer
/// itself.
public final class Fault {
    private Fault() {}

    /// Reads the request, then closes the connection without a word.
    public static Reply close() {
        return (request, wire) -> wire.close();
    }

    /// Reads the request, then resets the connection (TCP RST) without a word.
    public static Reply reset() {
        return (request, wire) -> wire.reset();
    }

    /// Reads the request and never answers; ends when the client leaves.
    public static Reply stall() {
        return (request, wire) -> wire.stall();
    }

    /// Answers with a body that does not end until the client leaves, fast.
    public static Reply endlessBody() {
        byte[] head =
                new Head(200)
                        .set("Content-Type", "application/json")
                        .set("Connection", "close")
                        .bytes();
        byte[] blanks = Bytes.utf8(" ".repeat(1024));
        return (request, wire) -> {
            wire.write(head);
            while (request.outcome() == RecordedRequest.Outcome.IN_PROGRESS) {
                wire.write(blanks);
            }
        };
    }
}
