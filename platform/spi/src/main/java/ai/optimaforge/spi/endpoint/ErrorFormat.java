// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.endpoint;

import ai.optimaforge.spi.ForgeException;

import io.vertx.core.buffer.Buffer;

/// How the clients of a group read failures, where the platform's own envelope is not what they
/// expect. Called on the event loop of the call, also for what the kernel refuses before a
/// handler is reached. Must not block or throw.
public interface ErrorFormat {
    /// The HTTP status, 400 to 599.
    default int status(ForgeException failure) {
        return failure.errorCode().status();
    }

    /// The JSON body of an answer that is the failure.
    Buffer body(ForgeException failure, String requestId);

    /// The last frame of an event stream that failed after it had begun.
    default Buffer frame(ForgeException failure, String requestId) {
        return Buffer.buffer("data: ").appendBuffer(body(failure, requestId)).appendString("\n\n");
    }
}
