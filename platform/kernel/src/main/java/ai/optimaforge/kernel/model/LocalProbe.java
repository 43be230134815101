// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.RequestOptions;

import java.net.URI;
import java.util.concurrent.TimeUnit;

/// Asks whether a server on this machine answers, within 200 ms.
final class LocalProbe {
    private static final int PATIENCE_MILLIS = 200;

    private final HttpClient client;

    LocalProbe(Vertx vertx) {

        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setConnectTimeout(PATIENCE_MILLIS)
                                .setKeepAlive(false));
    }

    /// Never fails: a server that does not answer is not there.
    Future<Boolean> answers(URI uri) {
        RequestOptions options =
                new RequestOptions()
                        .setHost(uri.getHost())
                        .setPort(uri.getPort())
                        .setURI(uri.getRawPath());
        Future<Boolean> answer =
                client.request(options)
                        .compose(request -> request.send())
                        .map(response -> response.statusCode() == 200);
        return answer.timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).otherwise(false);
    }

    void close() {
        client.close();
    }
}
