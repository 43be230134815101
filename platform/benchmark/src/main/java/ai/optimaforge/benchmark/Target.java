// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.net.URI;

/// Something that answers chat calls: the upstream itself, or a gateway before it.
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

    URI chatUrl() {
        return URI.create(baseUrl + "/chat/completions");
    }

    String host() {
        return baseUrl.getHost();
    }

    int port() {
        return baseUrl.getPort() < 0 ? 80 : baseUrl.getPort();
    }
}
