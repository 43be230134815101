// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.secret;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.Secrets;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

import java.io.IOException;

/// The secrets of one plugin. The key is read from its file once at most, so that nothing here
/// waits.
record PluginSecrets(SecretBox box, String plugin) implements Secrets {
    @Override
    public Future<String> seal(Buffer content, String place) {
        try {
            return Future.succeededFuture(box.sealBytes(content.getBytes(), within(place)));
        } catch (IOException e) {
            return Future.failedFuture(new IllegalStateException("no key for secrets", e));
        }
    }

    @Override
    public Future<Buffer> open(String sealed, String place) {
        try {
            return Future.succeededFuture(Buffer.buffer(box.openBytes(sealed, within(place))));
        } catch (IOException e) {
            return Future.failedFuture(
                    new ForgeException(
                            CommonError.INVALID_VALUE,
                            "This was not made here, or not for " + place + "."));
        }
    }

    private String within(String place) {
        return "plugins/" + plugin + "/" + place;
    }
}
