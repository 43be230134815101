// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

/// One kind of failure that a client can tell apart. A plugin ships an enum of its codes that
/// implements this interface; the kernel turns a [ForgeException] with such a code into the error
/// envelope. The constants are read once, before the plugin starts: a code that another plugin
/// has, or one of [CommonError] with another status or type, keeps it from starting.
public interface ErrorCode {
    /// The code on the wire, in `snake_case`, for instance `model_not_found`. Part of the public
    /// contract: never changed, never used for a second meaning.
    String code();

    /// The family to which the code belongs.
    ErrorType type();

    /// The HTTP status, by default the one of the family.
    default int status() {
        return type().status();
    }
}
