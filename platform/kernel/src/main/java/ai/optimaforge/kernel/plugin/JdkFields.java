// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Field;

/// Reads fields of the JDK's own classes, where `java.lang` is opened to us.
final class JdkFields {
    private JdkFields() {}

    /// @param target whose field it is; null for a static one
    /// @throws ReflectiveOperationException if there is no such field
    /// @throws RuntimeException if the package is not opened
    static @Nullable Object read(Class<?> type, String name, @Nullable Object target)
            throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(target);
    }
}
