// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.kernel.plugin.descriptor.PluginName;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What a running plugin is busy with: calls of its operations, of its providers' models, of its
/// interceptors. Whoever lets a call in enters it, and leaves it once the call is over. Counted
/// from all event loops.
public final class PluginLoad {
    private final String plugin;
    private final String whole;
    private final AtomicLong inFlight = new AtomicLong();
    private final LongAdder bytes = new LongAdder();
    private volatile @Nullable String quarantine;

    /// A plugin that is busy with nothing.
    public PluginLoad(PluginName name) {
        this(name.id(), "plugin " + name);
    }

    private PluginLoad(String plugin, String whole) {
        this.plugin = plugin;
        this.whole = whole;
    }

    /// What the platform serves itself is of no plugin.
    public static PluginLoad ofKernel() {
        return new PluginLoad("kernel", "the kernel");
    }

    /// The id of the plugin.
    public String plugin() {
        return plugin;
    }

    /// How a message names it that is to tell two of them apart: with its version.
    public String inFull() {
        return whole;
    }

    /// A call begins.
    public void enter() {
        inFlight.incrementAndGet();
    }

    /// It is over.
    public void leave() {
        inFlight.decrementAndGet();
    }

    /// Bytes of bodies that came in or went out.
    public void moved(long count) {
        bytes.add(count);
    }

    /// How many calls are not over.
    public long inFlight() {
        return inFlight.get();
    }

    long bytes() {
        return bytes.sum();
    }

    /// Lets no call in any more, though it runs.
    public void quarantine(String reason) {
        quarantine = reason;
    }

    /// Why no call is let in; empty if they are.
    public String quarantined() {
        String reason = quarantine;
        return reason == null ? "" : reason;
    }

    /// Refuses a call that would go to a plugin in quarantine.
    ///
    /// @throws ForgeException with a 503 that names the plugin
    public void requireServing() {
        String reason = quarantine;
        if (reason != null) {
            throw new ForgeException(
                    CommonError.PLUGIN_QUARANTINED,
                    "Plugin %s is in quarantine: %s".formatted(plugin, reason));
        }
    }
}
