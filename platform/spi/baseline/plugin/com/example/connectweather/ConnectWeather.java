// SPDX-License-Identifier: Apache-2.0
package com.example.connectweather;

import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.connect.ConnectAccount;
import ai.optimaforge.spi.connect.ConnectApp;
import ai.optimaforge.spi.connect.ConnectAppFactory;
import ai.optimaforge.spi.http.HttpClientSettings;
import ai.optimaforge.spi.http.HttpClients;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The plugin: the app `connect-weather`.
public final class ConnectWeather implements ConnectAppFactory<ConnectWeatherConfig> {
    private final HttpClients clients;

    /// Called by the kernel, once at each start of the plugin.
    public ConnectWeather(PluginContext context) {
        clients = context.httpClients(HttpClientSettings.defaults());
    }

    // region factory
    @Override
    public String type() {
        return "connect-weather";
    }

    @Override
    public Class<ConnectWeatherConfig> configType() {
        return ConnectWeatherConfig.class;
    }

    @Override
    public ConnectApp create(ConnectWeatherConfig config) {
        return new App(clients, config);
    }

    // endregion

    private record App(HttpClients clients, ConnectWeatherConfig config) implements ConnectApp {
        // region claims
        @Override
        public AuthScheme authScheme() {
            return AuthScheme.API_KEY;
        }

        @Override
        public List<Action> actions() {
            return List.of(
                    new Action(
                            "current_weather",
                            "The weather in a place now.",
                            object("place", "string"),
                            object("summary", "string")));
        }

        @Override
        public List<Trigger> triggers() {
            return List.of(
                    new Trigger(
                            "weather_changed",
                            "The weather in a place is another.",
                            object("place", "string"),
                            object("summary", "string")));
        }

        private static JsonObject object(String property, String type) {
            return new JsonObject()
                    .put("type", "object")
                    .put("additionalProperties", false)
                    .put("required", new JsonArray().add(property))
                    .put(
                            "properties",
                            new JsonObject().put(property, new JsonObject().put("type", type)));
        }

        // endregion

        // region run
        @Override
        public Future<JsonObject> run(String action, JsonObject arguments, ConnectAccount account) {
            return action.equals("current_weather")
                    ? weather(arguments.getString("place"), account)
                    : Future.failedFuture(
                            new IllegalArgumentException("there is no action " + action));
        }

        // endregion

        // region poll
        @Override
        public Future<Happened> poll(
                String trigger,
                JsonObject settings,
                Optional<String> cursor,
                ConnectAccount account) {
            if (!trigger.equals("weather_changed")) {
                return ConnectApp.super.poll(trigger, settings, cursor, account);
            }
            return weather(settings.getString("place"), account)
                    .map(
                            now -> {
                                String summary = now.getString("summary");
                                // the first time there is nothing that it could have changed from
                                boolean changed =
                                        cursor.isPresent() && !cursor.get().equals(summary);
                                return new Happened(changed ? List.of(now) : List.of(), summary);
                            });
        }

        // endregion

        // region upstream
        private Future<JsonObject> weather(String place, ConnectAccount account) {
            RequestOptions options =
                    new RequestOptions()
                            .setMethod(HttpMethod.GET)
                            .setAbsoluteURI(
                                    config.baseUrl()
                                            + "/v1/weather?place="
                                            + URLEncoder.encode(place, StandardCharsets.UTF_8))
                            .putHeader("x-api-key", account.requireCredential().reveal());
            return clients.current().request(options).compose(request -> send(request, account));
        }

        private static Future<JsonObject> send(HttpClientRequest request, ConnectAccount account) {
            // nobody waits for it any more
            account.call().onCancel(request::reset);
            return request.send()
                    .compose(
                            response ->
                                    response.body()
                                            .map(
                                                    body ->
                                                            read(
                                                                    response.statusCode(),
                                                                    body.toString())));
        }

        private static JsonObject read(int status, String body) {
            if (status != 200) {
                throw UpstreamException.answered(status, body);
            }
            try {
                return new JsonObject().put("summary", new JsonObject(body).getString("summary"));
            } catch (DecodeException e) {
                throw UpstreamException.of(Failure.GARBLED, "the answer is no JSON");
            }
        }
        // endregion
    }
}
