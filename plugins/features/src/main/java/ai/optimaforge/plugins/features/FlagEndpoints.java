// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.features;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.endpoint.ErrorFormat;
import ai.optimaforge.spi.endpoint.Operations;
import ai.optimaforge.spi.feature.Features;

import io.vertx.core.buffer.Buffer;

import java.util.Optional;

/// The operations of `features-ofrep.yaml`.
public final class FlagEndpoints implements EndpointGroup {
    private final FlagResource flags;

    /// For the kernel.
    public FlagEndpoints(PluginContext context) {
        this(context.features());
    }

    FlagEndpoints(Features features) {
        this.flags = new FlagResource(features);
    }

    @Override
    public String contract() {
        return "features-ofrep.yaml";
    }

    @Override
    public Optional<ErrorFormat> errorFormat() {
        return Optional.of(
                new ErrorFormat() {
                    @Override
                    public int status(ForgeException failure) {
                        return FlagFailure.of(failure).status();
                    }

                    @Override
                    public Buffer body(ForgeException failure, String requestId) {
                        return FlagFailure.of(failure).document().toBuffer();
                    }
                });
    }

    @Override
    public void bind(Operations operations) {
        operations.on("evaluateFlags", flags::evaluateAll).on("evaluateFlag", flags::evaluateOne);
    }
}
