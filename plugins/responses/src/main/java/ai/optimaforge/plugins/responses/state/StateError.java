// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import static java.util.Locale.ROOT;

import ai.optimaforge.spi.ErrorCode;
import ai.optimaforge.spi.ErrorType;

/// What is told of that which lasts. The name in lower case is the code on the wire.
public enum StateError implements ErrorCode {
    /// There is no such response, or it is another user's.
    RESPONSE_NOT_FOUND(ErrorType.NOT_FOUND),
    /// The response that a request continues is not there, or is another user's.
    PREVIOUS_RESPONSE_NOT_FOUND(ErrorType.NOT_FOUND),
    /// There is no such conversation, or it is another user's.
    CONVERSATION_NOT_FOUND(ErrorType.NOT_FOUND),
    /// The conversation has no such item.
    ITEM_NOT_FOUND(ErrorType.NOT_FOUND),
    /// The response has not ended yet, so nothing can continue it.
    RESPONSE_NOT_FINISHED(ErrorType.INVALID_REQUEST_ERROR),
    /// Another response is being made on the connection.
    RESPONSE_IN_PROGRESS(ErrorType.CONFLICT),
    /// The response has ended, so there is nothing to cancel.
    RESPONSE_FINISHED(ErrorType.INVALID_REQUEST_ERROR),
    /// The response is not made in the background, so it can't be cancelled.
    RESPONSE_NOT_BACKGROUND(ErrorType.INVALID_REQUEST_ERROR),
    /// The response was not asked for as a stream, so it has no events.
    RESPONSE_NOT_STREAMED(ErrorType.INVALID_REQUEST_ERROR),
    /// The events of the response are not kept any more.
    EVENTS_EXPIRED(ErrorType.INVALID_REQUEST_ERROR),
    /// What a request continues is longer than what is kept.
    CONTEXT_TOO_LONG(ErrorType.INVALID_REQUEST_ERROR);

    private final ErrorType type;

    StateError(ErrorType type) {
        this.type = type;
    }

    @Override
    public String code() {
        return name().toLowerCase(ROOT);
    }

    @Override
    public ErrorType type() {
        return type;
    }
}
