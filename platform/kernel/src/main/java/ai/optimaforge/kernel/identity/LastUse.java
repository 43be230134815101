// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Update;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// When keys were last used, to the minute; written behind, once a minute.
final class LastUse {
    private static final Logger log = LoggerFactory.getLogger("identity");
    private static final int MOST = 10_000;

    private final DocumentCollection keys;
    private final Map<String, Long> minutes = new ConcurrentHashMap<>();

    LastUse(DocumentCollection keys) {
        this.keys = keys;
    }

    void of(String keyId, long nowSeconds) {
        long minute = nowSeconds - nowSeconds % 60;
        Long noted = minutes.get(keyId);
        if (noted == null ? minutes.size() < MOST : noted < minute) {
            minutes.put(keyId, minute);
        }
    }

    void write() {
        Map<String, Long> uses = new HashMap<>(minutes);
        uses.forEach(minutes::remove);
        uses.forEach(
                (keyId, minute) ->
                        keys.updateFirst(
                                        Filter.eq("id", keyId),
                                        Update.begin().set("last_used_at", minute))
                                .onFailure(
                                        failure ->
                                                log.debug(
                                                        "{} keeps its last use: {}",
                                                        keyId,
                                                        failure.getMessage())));
    }
}
