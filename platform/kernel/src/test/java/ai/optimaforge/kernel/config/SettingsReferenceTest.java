// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.kernel.config.Samples.Everything;
import ai.optimaforge.kernel.config.Samples.Upstream;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.Map;

class SettingsReferenceTest {
    @Test
    void should_have_a_row_a_setting_when_written() {
        Map<String, Class<? extends Record>> types = new LinkedHashMap<>();
        types.put("upstream", Upstream.class);
        types.put("", Everything.class);

        assertEquals(
                """
                | Setting | Type | Default | What it does |
                |---|---|---|---|
                | `upstream.base-url` | URI | required | Where it is |
                | `upstream.api-key` | secret | required | The key to it |
                | `text` | text | required | A text |
                | `enabled` | true or false | `false` | A switch |
                | `count` | whole number | `1` | A count |
                | `share` | number | `0.5` | A share |
                | `tier` | one of free, pro-plus | `free` | A tier |
                | `pause` | duration | `7 s` | A wait |
                | `place` | path | `data` | A place |
                | `address` | URI | none | An address |
                | `token` | secret | none | A token |
                | `order` | list of text | `a, b` | An order |
                | `headers.<name>` | secret | none | Headers to send |
                | `prices.<name>.input` | number | required | A million tokens in |
                | `prices.<name>.output` | number | none | A million tokens out |
                | `steps[].input` | number | required | A million tokens in |
                | `steps[].output` | number | none | A million tokens out |
                | `base.input` | number | required | A million tokens in |
                | `base.output` | number | none | A million tokens out |
                """,
                SettingsReference.markdown(types));
    }
}
