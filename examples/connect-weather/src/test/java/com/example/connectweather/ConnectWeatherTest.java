// SPDX-License-Identifier: Apache-2.0
package com.example.connectweather;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.connect.ConnectApp;
import ai.optimaforge.testing.connect.ConnectAppContractTest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

// region test
/// What every app keeps, against a weather service that runs in this test.
class ConnectWeatherTest extends ConnectAppContractTest {
    private HttpServer service;
    private volatile String summary = "rain";

    @Override
    protected ConnectApp app(PluginContext context) throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/v1/weather", this::answer);
        service.start();
        URI address = URI.create("http://127.0.0.1:" + service.getAddress().getPort());
        return new ConnectWeather(context).create(new ConnectWeatherConfig(address));
    }

    @AfterAll
    void stopService() {
        service.stop(0);
    }

    @Override
    protected Optional<String> credential() {
        return Optional.of("key-of-ada");
    }

    @Override
    protected List<Example> examples() {
        JsonObject rome = new JsonObject().put("place", "Rome");
        return List.of(
                Example.action("current_weather", rome), Example.trigger("weather_changed", rome));
    }

    // endregion

    private void answer(HttpExchange exchange) throws IOException {
        boolean known = "key-of-ada".equals(exchange.getRequestHeaders().getFirst("x-api-key"));
        byte[] body = "{\"summary\":\"%s\",\"wind\":3}".formatted(summary).getBytes(UTF_8);
        exchange.sendResponseHeaders(known ? 200 : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void should_tell_of_a_change_once_when_the_weather_changes() {
        JsonObject rome = new JsonObject().put("place", "Rome");
        summary = "rain";
        ConnectApp.Happened first = poll("weather_changed", rome, Optional.empty());
        summary = "sun";
        ConnectApp.Happened second = poll("weather_changed", rome, Optional.of(first.cursor()));
        ConnectApp.Happened third = poll("weather_changed", rome, Optional.of(second.cursor()));

        assertEquals(List.of(new JsonObject().put("summary", "sun")), second.events());
        assertEquals(List.of(), third.events());
    }
}
