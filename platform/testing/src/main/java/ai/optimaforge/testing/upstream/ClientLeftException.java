// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import java.io.IOException;

/// The client has left, or the upstream was closed, while an answer waited.
final class ClientLeftException extends IOException {
    ClientLeftException() {
        super("the client has left");
    }
}
