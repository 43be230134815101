// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import ai.optimaforge.spi.config.DataSize;
import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.config.Setting;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Records of settings to try things on.
final class Samples {
    private Samples() {}

    record Http(
            @Setting(value = "The address to listen on", defaultValue = "127.0.0.1") String host,
            @Setting(value = "The port to listen on", defaultValue = "8090") int port,
            @Setting(value = "The largest body", defaultValue = "32 MiB") DataSize bodyLimit,
            @Setting(value = "How long to drain", defaultValue = "30 s") Duration drainTimeout) {
        Http {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be between 0 and 65535");
            }
        }
    }

    record Upstream(@Setting("Where it is") URI baseUrl, @Setting("The key to it") Secret apiKey) {}

    enum Tier {
        FREE,
        PRO_PLUS
    }

    record Price(
            @Setting("A million tokens in") double input,
            @Setting("A million tokens out") Optional<Double> output) {}

    record Everything(
            @Setting("A text") String text,
            @Setting(value = "A switch", defaultValue = "false") boolean enabled,
            @Setting(value = "A count", defaultValue = "1") long count,
            @Setting(value = "A share", defaultValue = "0.5") double share,
            @Setting(value = "A tier", defaultValue = "free") Tier tier,
            @Setting(value = "A wait", defaultValue = "7 s") Duration pause,
            @Setting(value = "A place", defaultValue = "data") Path place,
            @Setting("An address") Optional<URI> address,
            @Setting("A token") Optional<Secret> token,
            @Setting(value = "An order", defaultValue = "a, b") List<String> order,
            @Setting("Headers to send") Map<String, Secret> headers,
            @Setting("Prices by model") Map<String, Price> prices,
            @Setting("Steps of prices") List<Price> steps,
            Price base) {}
}
