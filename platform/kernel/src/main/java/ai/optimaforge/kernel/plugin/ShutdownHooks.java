// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The shutdown hooks that the classes of a plugin have registered. They are seen only where
/// `java.lang` is opened to us, as our launcher does.
final class ShutdownHooks {
    private static final Logger log = LoggerFactory.getLogger("plugin");

    private ShutdownHooks() {}

    /// The hooks whose thread, or what that runs, is of a class loader.
    static List<Thread> of(ClassLoader loader) {
        List<Thread> found = new ArrayList<>();
        try {
            Object hooks =
                    JdkFields.read(
                            Class.forName("java.lang.ApplicationShutdownHooks"), "hooks", null);
            if (hooks instanceof Map<?, ?> map) {
                for (Object hook : List.copyOf(map.keySet())) {
                    if (hook instanceof Thread thread && belongs(thread, loader)) {
                        found.add(thread);
                    }
                }
            }
        } catch (ReflectiveOperationException | RuntimeException _) {
            return List.of();
        }
        return found;
    }

    private static boolean belongs(Thread hook, ClassLoader loader)
            throws ReflectiveOperationException {
        if (loader.equals(hook.getClass().getClassLoader())) {
            return true;
        }
        Object holder = JdkFields.read(Thread.class, "holder", hook);
        Object task = holder == null ? null : JdkFields.read(holder.getClass(), "task", holder);
        return task != null && loader.equals(task.getClass().getClassLoader());
    }

    /// Runs the hooks of a plugin that goes, as if the process ended, and forgets them: a library
    /// that registers one knows no other end, and would be kept by it.
    @SuppressWarnings("DoNotCall") // the end of a plugin waits for its work, as that of a process
    static void end(String plugin, ClassLoader loader) {
        for (Thread hook : of(loader)) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
                hook.run();
            } catch (IllegalStateException _) {
                // the process ends, and runs it
                return;
            } catch (RuntimeException | LinkageError e) {
                log.warn("plugin {}: its shutdown hook failed", plugin, e);
            }
        }
    }
}
