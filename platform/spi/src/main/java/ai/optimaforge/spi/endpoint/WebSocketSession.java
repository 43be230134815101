// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.endpoint;

import ai.optimaforge.spi.CallContext;

import io.vertx.core.Future;

import java.util.function.Consumer;

/// An open WebSocket, which belongs to one event loop: everything is called there. The platform
/// keeps it alive with pings, closes one that is idle for `http.websocket-idle-timeout` (1009 for
/// a message over `http.body-limit`, 1008 when its key is revoked, 1001 when the platform or the
/// plugin drains), and limits how much a reader may leave unread.
public interface WebSocketSession {
    /// The call that opened it. It is cancelled when the connection is gone. What a message asks
    /// for is a call of its own, see [ai.optimaforge.spi.Calls#begin].
    CallContext context();

    /// Runs an action with each text message; a binary one closes the connection with 1003. To be
    /// set while the session is handed over: what comes before is lost.
    void onText(Consumer<String> action);

    /// Stops reading. Messages that have been read already are still handed over.
    void pause();

    /// Reads on.
    void resume();

    /// Sends a text message.
    ///
    /// @return completes when it is written; fails when the connection is gone
    Future<Void> send(String text);

    /// Whether as much waits to be written as should; who goes on sending fills memory.
    boolean isFull();

    /// Runs an action once what waits has been written.
    void onDrain(Runnable action);

    /// Runs an action once when the connection is gone, whoever closed it.
    void onClose(Runnable action);

    /// Closes the connection; a second time does nothing.
    ///
    /// @param code by RFC 6455, section 7.4, for instance 1000
    /// @param reason at most 123 bytes of UTF-8
    void close(int code, String reason);
}
