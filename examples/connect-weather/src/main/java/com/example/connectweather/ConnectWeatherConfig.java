// SPDX-License-Identifier: Apache-2.0
package com.example.connectweather;

import ai.optimaforge.spi.config.Setting;

import java.net.URI;

// region config
/// The operator's settings for the app.
public record ConnectWeatherConfig(
        @Setting(
                        value = "Where the weather service is",
                        defaultValue = "https://weather.example.com")
                URI baseUrl) {
    /// Checks what no type can say.
    public ConnectWeatherConfig {
        if (baseUrl.getHost() == null) {
            throw new IllegalArgumentException("baseUrl must have a host: " + baseUrl);
        }
    }
}
// endregion
