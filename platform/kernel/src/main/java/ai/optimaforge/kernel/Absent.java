// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import io.vertx.core.Future;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;

/// What a rehearsal has in place of the rooms that it does not open: whatever it is asked, it has
/// nothing.
final class Absent {
    private static final String REASON = "this is a rehearsal: there is no state";

    private Absent() {}

    static <T> T of(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        Absent.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> nothing(method)));
    }

    private static Object nothing(Method method) {
        Class<?> type = method.getReturnType();
        if (type == Future.class) {
            return Future.failedFuture(REASON);
        } else if (type == List.class) {
            return List.of();
        } else if (type == Optional.class) {
            return Optional.empty();
        } else if (type.isInterface()) {
            return of(type);
        }
        throw new UnsupportedOperationException(REASON);
    }
}
