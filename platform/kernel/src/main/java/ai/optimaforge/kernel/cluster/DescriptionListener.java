// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import com.hazelcast.core.EntryAdapter;
import com.hazelcast.core.EntryEvent;

/// Hears when a node says something else about itself.
final class DescriptionListener extends EntryAdapter<String, String> {
    private final Runnable action;

    DescriptionListener(Runnable action) {
        this.action = action;
    }

    @Override
    public void onEntryEvent(EntryEvent<String, String> event) {
        action.run();
    }
}
