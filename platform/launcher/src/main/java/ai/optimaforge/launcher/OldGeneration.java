// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;

import javax.management.Notification;
import javax.management.NotificationEmitter;

/// Keeps the heap small under the serial collector, which the launch script chooses because it
/// takes the least of a processor. Left alone, it looks for garbage among old objects only when
/// the heap can't grow any more: a few objects of each call are old before they are garbage, and
/// in hours they would fill all that the heap may take.
///
/// So it is told to when old objects take twice what was left of them the last time. That is a
/// pause of some 40 ms once in several minutes under load. Other collectors see to it themselves.
final class OldGeneration {
    private static final String SERIAL = "Tenured Gen";
    private static final int TIMES = 2;

    /// Less than this is not worth a pause, in bytes.
    private static final long LEAST = 24L * 1024 * 1024;

    private final MemoryPoolMXBean pool;

    private OldGeneration(MemoryPoolMXBean pool) {
        this.pool = pool;
    }

    /// Does so from now on, for as long as the process lives.
    static void keepSmall() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals(SERIAL) && pool.isUsageThresholdSupported()) {
                new OldGeneration(pool).watch();
            }
        }
    }

    private void watch() {
        pool.setUsageThreshold(threshold());
        // exceeded by whatever a full collection leaves, so that each is told of
        pool.setCollectionUsageThreshold(1);
        NotificationEmitter memory = (NotificationEmitter) ManagementFactory.getMemoryMXBean();
        memory.addNotificationListener((notice, nothing) -> take(notice), null, null);
    }

    /// Comes on a thread of the JVM's own: after a collection of young objects that made old ones
    /// of too many, and after a full one, whoever wanted it.
    private void take(Notification notice) {
        switch (notice.getType()) {
            case MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED -> System.gc();
            case MemoryNotificationInfo.MEMORY_COLLECTION_THRESHOLD_EXCEEDED ->
                    pool.setUsageThreshold(threshold());
            default -> {}
        }
    }

    /// By what the last full collection left, before which there is nothing to go by.
    private long threshold() {
        long most = pool.getUsage().getMax();
        long wanted = Math.max(LEAST, TIMES * pool.getCollectionUsage().getUsed());
        return most < 0 ? wanted : Math.min(wanted, most);
    }
}
