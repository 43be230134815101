// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

/// Something that a plugin registered and can take back. Whatever it leaves registered is closed
/// by the kernel when the plugin stops.
@FunctionalInterface
public interface Registration {
    /// Takes it back; a second time does nothing. Callable from any thread.
    void close();
}
