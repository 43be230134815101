// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import java.lang.management.ManagementFactory;
import java.time.Duration;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/// Counts the class loaders of a plugin that this JVM still has. It asks the JVM itself, so it
/// finds one whoever holds it, and holds none.
public final class PluginLoaders {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String TYPE = "ai.optimaforge.kernel.plugin.PluginLoader";

    private PluginLoaders() {}

    /// How many class loaders of this plugin there are now, collectable ones too.
    ///
    /// @param plugin the plugin's id
    public static int count(String plugin) {
        String mark = "\"%s\", %s".formatted(plugin, TYPE);
        return (int) loaders().lines().filter(line -> line.contains(mark)).count();
    }

    private static String loaders() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName("com.sun.management:type=DiagnosticCommand");
            Object[] arguments = {new String[] {"fold=false"}};
            String[] signature = {String[].class.getName()};
            return String.valueOf(server.invoke(name, "vmClassloaders", arguments, signature));
        } catch (JMException e) {
            throw new IllegalStateException("the JVM does not tell its class loaders", e);
        }
    }

    /// Waits until a plugin that was stopped has left nothing behind: no class loader of it, but
    /// for those that there were before.
    ///
    /// @param plugin the plugin's id
    /// @param before how many there were before it was loaded
    /// @throws AssertionError if one stays: a thread, a thread-local, a timer, a shutdown hook or
    /// a static of another class holds it
    public static void assertUnloaded(String plugin, int before) {
        assertUnloaded(plugin, before, PATIENCE);
    }

    static void assertUnloaded(String plugin, int before, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        int left;
        do {
            System.gc();
            left = count(plugin);
            if (left <= before) {
                return;
            }
        } while (System.nanoTime() < end);
        throw new AssertionError(
                "plugin %s was stopped, and its class loader is still reachable (%d of them): a thread, a thread-local, a timer, a shutdown hook or a static of another class holds it"
                        .formatted(plugin, left - before));
    }
}
