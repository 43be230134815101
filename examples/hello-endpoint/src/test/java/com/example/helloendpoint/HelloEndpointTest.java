// SPDX-License-Identifier: Apache-2.0
package com.example.helloendpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.endpoint.EndpointGroupContractTest;

import org.junit.jupiter.api.Test;

import java.util.List;

// region test
/// What every endpoint group keeps, and what this one does beyond it.
class HelloEndpointTest extends EndpointGroupContractTest {
    @Override
    protected List<Example> examples() {
        return List.of(
                Example.get("helloEndpoint", "/v1/hello-endpoint?name=Ada"),
                Example.post("helloEndpointStream", "/v1/hello-endpoint/stream", "{\"times\":2}"),
                Example.webSocket("helloEndpointSocket", "/v1/hello-endpoint/socket", "Ada"));
    }

    @Test
    void should_greet_by_name_when_one_is_given() {
        try (ApiClient client = client()) {
            ApiResponse answer = client.get("/v1/hello-endpoint?name=Ada");
            assertEquals("Hello, Ada!", answer.json().getString("greeting"));
        }
    }

    // endregion

    @Test
    void should_send_as_many_events_as_are_asked_for() {
        try (ApiClient client = client()) {
            ApiResponse answer = client.post("/v1/hello-endpoint/stream", "{\"times\":2}");
            assertEquals("data: Hello, number 1!\n\ndata: Hello, number 2!\n\n", answer.text());
        }
    }

    @Test
    void should_refuse_a_name_when_it_is_too_long() {
        try (ApiClient client = client()) {
            ApiResponse answer = client.get("/v1/hello-endpoint?name=" + "a".repeat(41));
            assertEquals(422, answer.status());
            assertEquals(
                    "hello_endpoint_name_too_long",
                    answer.json().getJsonObject("error").getString("code"));
        }
    }
}
