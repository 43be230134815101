// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Who may keep a class loader: what can be seen from inside the process of threads, thread
/// locals and shutdown hooks. Thread locals and hooks are seen only where `java.lang` is opened
/// to us, as our launcher does.
final class LoaderHolders {
    private static final String UNSEEN =
            "no thread, thread local or shutdown hook is seen to hold it, so it is likely a static"
                    + " field of a shared class, a timer or a listener that was not taken back; a"
                    + " heap dump tells";

    private static final String EVENT_LOOP = "thread vert.x-eventloop-";

    private LoaderHolders() {}

    /// The holders in words.
    static String of(ClassLoader loader) {
        List<String> holders = new ArrayList<>();
        for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
            ofThread(loader, entry.getKey(), entry.getValue(), holders);
        }
        for (Thread hook : ShutdownHooks.of(loader)) {
            holders.add("shutdown hook " + hook.getName() + " of " + className(hook));
        }
        return holders.isEmpty() ? UNSEEN : String.join("; ", holders);
    }

    private static void ofThread(
            ClassLoader loader, Thread thread, StackTraceElement[] stack, List<String> holders) {
        String name = "thread " + thread.getName();
        if (belongs(thread, loader)) {
            holders.add(name + " of " + className(thread));
        } else if (loader.equals(thread.getContextClassLoader())) {
            holders.add(name + ", whose context class loader it is");
        } else if (!name.startsWith(EVENT_LOOP)) {
            // an event loop runs the code of all versions, one after the other
            for (StackTraceElement frame : stack) {
                if (loader.getName() != null
                        && loader.getName().equals(frame.getClassLoaderName())) {
                    holders.add(name + ", which runs " + frame.getClassName());
                    break;
                }
            }
        }
        for (Object value : threadLocals(thread)) {
            if (belongs(value, loader)) {
                holders.add("thread local of " + name + ", a " + className(value));
            }
        }
    }

    private static String className(Object object) {
        return object.getClass().getName();
    }

    private static boolean belongs(Object object, ClassLoader loader) {
        return loader.equals(object)
                || loader.equals(object.getClass().getClassLoader())
                || (object instanceof Class<?> type && loader.equals(type.getClassLoader()));
    }

    private static List<Object> threadLocals(Thread thread) {
        List<Object> values = new ArrayList<>();
        try {
            Object locals = JdkFields.read(Thread.class, "threadLocals", thread);
            Object table =
                    locals == null ? null : JdkFields.read(locals.getClass(), "table", locals);
            if (table instanceof Object[] entries) {
                for (Object entry : entries) {
                    Object value =
                            entry == null ? null : JdkFields.read(entry.getClass(), "value", entry);
                    if (value != null) {
                        values.add(value);
                    }
                }
            }
        } catch (ReflectiveOperationException | RuntimeException _) {
            return List.of();
        }
        return values;
    }
}
