// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

/// What belongs to one call from its first byte to its last: it travels from the endpoint through
/// [ai.optimaforge.spi.model.Models] down to the provider. Made by the kernel. All methods are
/// called on the call's event loop.
public interface CallContext {
    /// The id that the client finds in `x-request-id`; unique, 1 to 128 visible ASCII characters.
    String requestId();

    /// Who calls.
    Caller caller();

    /// Whether the client has gone or the call was given up. Once true, it stays true.
    boolean isCancelled();

    /// Runs an action on the call's event loop when the call is cancelled, at most once; at once
    /// if it is cancelled already. An action outlives its call by nothing: once the answer is
    /// out, it is forgotten.
    void onCancel(Runnable action);

    /// Tells the client of something that was left out or done otherwise than the request asks,
    /// without a change of its meaning: a line in `forge_metadata.notices`, in words that name
    /// the field. A provider calls it before its answer begins.
    void notice(String line);
}
