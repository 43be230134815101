// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/// Calls a record's canonical constructor.
final class RecordMaker {
    private RecordMaker() {}

    /// @throws IllegalArgumentException the record's own, if it refuses these values
    static Object make(Shape.RecordOf shape, List<Object> arguments) {
        Class<?>[] types =
                shape.properties().stream()
                        .map(Shape.Property::componentType)
                        .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = shape.type().getDeclaredConstructor(types);
            // the records of our rooms and of plugins need not be public
            constructor.setAccessible(true);
            return constructor.newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
