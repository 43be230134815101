// SPDX-License-Identifier: Apache-2.0
package com.example.providerecho;

import ai.optimaforge.spi.config.Setting;

// region config
/// The settings of an instance: `conf/providers/NAME.yaml` with `type: provider-echo`.
public record ProviderEchoConfig(
        @Setting(value = "What every answer begins with", defaultValue = "You said: ")
                String prefix) {
    /// Checks what no type can say.
    public ProviderEchoConfig {
        if (prefix.length() > 100) {
            throw new IllegalArgumentException("prefix must have at most 100 characters");
        }
    }
}
// endregion
