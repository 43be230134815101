// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;

import java.util.function.Consumer;

/// Hears of what was written or removed, not of what went with its time.
record ChangeListener<V>(Consumer<String> action)
        implements EntryAddedListener<String, V>,
                EntryUpdatedListener<String, V>,
                EntryRemovedListener<String, V> {
    @Override
    public void entryAdded(EntryEvent<String, V> event) {
        action.accept(event.getKey());
    }

    @Override
    public void entryUpdated(EntryEvent<String, V> event) {
        action.accept(event.getKey());
    }

    @Override
    public void entryRemoved(EntryEvent<String, V> event) {
        action.accept(event.getKey());
    }
}
