// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An upstream that is not there is no trouble where another is.
class RefusedConnectionTest {
    @RegisterExtension private static final Fleet FLEET = Fleet.twins();

    @Test
    void should_go_elsewhere_when_there_is_no_connection() {
        FLEET.upstream("one").close();
        for (int i = 0; i < 10; i++) {
            assertEquals(200, FLEET.chat("twins/good").status());
        }
        JsonObject refused = FLEET.chat("one/good", Fleet.routing("failover", false)).error();
        assertEquals("provider_unavailable", refused.getString("code"), refused::encode);
        FLEET.upstream("two").close();
        JsonObject metadata = Fleet.metadata(FLEET.chat("auto"));
        assertEquals("other", metadata.getString("provider"), metadata::encode);
    }
}
