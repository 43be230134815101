// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What is known of an upstream, as `presets.json` has it.
///
/// @param name what stands behind `preset:`
/// @param title its name for people
/// @param baseUrl its address; empty if each customer has an own one
/// @param path what stands behind the address of a customer's own
/// @param endpoints the variables of the environment that hold such an address, the best first
/// @param keys the variables of the environment that hold a key, the best first
/// @param keyHeader the header that takes the key; empty if it is a bearer token
/// @param models the models that it has, where it does not tell itself
/// @param vendor whose models these are
/// @param local whether it runs on this machine, at the base URL
/// @param responses how it speaks the Responses API; empty if it does not
/// @param quirks in what it differs from OpenAI
record KnownUpstream(
        String name,
        String title,
        Optional<URI> baseUrl,
        String path,
        List<String> endpoints,
        List<String> keys,
        Optional<String> keyHeader,
        Optional<List<String>> models,
        Optional<String> vendor,
        boolean local,
        Optional<NativeResponses> responses,
        Quirks quirks) {

    static KnownUpstream of(String name, JsonObject json) {
        String title = json.getString("title");
        return new KnownUpstream(
                name,
                title,
                Optional.ofNullable(json.getString("base-url")).map(URI::create),
                json.getString("path", ""),
                texts(json.getJsonArray("endpoints", new JsonArray())),
                texts(json.getJsonArray("keys", new JsonArray())),
                Optional.ofNullable(json.getString("key-header")),
                Optional.ofNullable(json.getJsonArray("models")).map(KnownUpstream::texts),
                Optional.ofNullable(json.getString("vendor")),
                json.getBoolean("local", false),
                Optional.ofNullable(json.getJsonObject("responses"))
                        .map(how -> NativeResponses.of(title, how)),
                Quirks.of(title, json.getJsonArray("quirks", new JsonArray())));
    }

    private static List<String> texts(JsonArray array) {
        return array.stream().map(String::valueOf).toList();
    }

    /// The address to call, for a customer's own one or the usual.
    Optional<URI> address(Optional<URI> own) {
        return own.map(this::withPath).or(() -> baseUrl);
    }

    /// Portals show the host alone.
    private URI withPath(URI own) {
        return own.getRawPath().isEmpty() ? URI.create(own + path) : own;
    }
}
