// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.FakeUpstream;

import org.junit.jupiter.api.Test;

class UpstreamGoneTest {
    @Test
    void should_answer_503_when_nobody_listens() throws Exception {
        FakeUpstream upstream = FakeUpstream.start();
        String provider = Gateway.provider(upstream);
        upstream.close();
        try (var platform = Gateway.builder().provider("gone", provider).start();
                var client = new ApiClient(platform.address(), platform.key())) {
            for (String stream : new String[] {"true", "false"}) {
                ApiResponse answer =
                        client.post(
                                Gateway.CHAT,
                                "{\"model\":\"gone/any\",\"messages\":[{}],\"stream\":%s}"
                                        .formatted(stream));
                assertEquals(503, answer.status(), answer::toString);
                assertEquals("service_unavailable", answer.error().getString("type"));
                assertEquals("provider_unavailable", answer.error().getString("code"));
                assertFalse(answer.text().contains(Gateway.UPSTREAM_KEY));
            }
            // what no instance is known to have
            ApiResponse auto = client.post(Gateway.CHAT, "{\"model\":\"auto\",\"messages\":[{}]}");
            assertEquals(503, auto.status());
            assertEquals("forge_routing_failed", auto.error().getString("code"));
        }
    }
}
