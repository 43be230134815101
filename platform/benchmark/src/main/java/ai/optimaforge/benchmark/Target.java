// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Something that answers calls: the upstream itself, or a gateway before it.
///
/// @param name how the report names it
/// @param baseUrl as OpenAI's clients want it, `/v1` included
/// @param key the API key
/// @param model the model to ask for
record Target(String name, URI baseUrl, String key, String model) {
    @Override
    public String toString() {
        return name + " at " + baseUrl;
    }

    /// A request as it goes over the wire, with a body in plain ASCII.
    byte[] post(String path, String body) {
        return String.join(
                        "\r\n",
                        "POST " + baseUrl.getRawPath() + path + " HTTP/1.1",
                        "Host: " + host() + ":" + port(),
                        "Authorization: Bearer " + key,
                        "Content-Type: application/json",
                        "Content-Length: " + body.length(),
                        "",
                        body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    String host() {
        return baseUrl.getHost();
    }

    int port() {
        return baseUrl.getPort() < 0 ? 80 : baseUrl.getPort();
    }
}
