// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/// Encrypts what a plugin keeps or hands out and nobody else shall read or forge, by the
/// platform's key (`secrets.key`; all nodes of a cluster have the same). Authenticated: what was
/// changed does not open.
public interface Secrets {
    /// Encrypts.
    ///
    /// @param place what it belongs to, for instance `responses/user_123`; it is not kept inside,
    /// and opening asks for the same
    /// @return base64, for any medium that takes text
    Future<String> seal(Buffer content, String place);

    /// Decrypts.
    ///
    /// @return the content; fails with [CommonError#INVALID_VALUE] if it was not sealed for this
    /// plugin and place by this platform's key
    Future<Buffer> open(String sealed, String place);
}
