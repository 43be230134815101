// SPDX-License-Identifier: Apache-2.0
package com.example.interceptorredact;

import ai.optimaforge.spi.config.Setting;

// region config
/// The plugin's own settings: the keys below `plugins.interceptor-redact.` in `conf/forge.yaml`.
public record InterceptorRedactConfig(
        @Setting(value = "What stands in place of an address", defaultValue = "[e-mail]")
                String mark) {
    /// Checks what no type can say.
    public InterceptorRedactConfig {
        if (mark.isBlank() || mark.contains("@")) {
            throw new IllegalArgumentException("mark must be a text without @");
        }
    }
}
// endregion
