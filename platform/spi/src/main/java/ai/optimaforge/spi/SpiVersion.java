// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

/// The version of the SPI itself, by semver and independent of the platform's. Below 1.0 a minor
/// version may break what was there; from 1.0 on there are only additions.
public final class SpiVersion {
    /// The version that this platform has.
    public static final String CURRENT = "0.1.0";

    private SpiVersion() {}
}
