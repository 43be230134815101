// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.spi.ErrorCode;
import ai.optimaforge.spi.ErrorType;

/// A code of a plugin's errors, as its enum has it.
///
/// @param code on the wire
/// @param type its family
/// @param status its HTTP status
/// @param enumClass the enum's name
public record DefinedError(String code, ErrorType type, int status, String enumClass) {
    static DefinedError of(ErrorCode error, Class<?> enumClass) {
        return new DefinedError(error.code(), error.type(), error.status(), enumClass.getName());
    }
}
