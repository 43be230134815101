// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/// A map of the embedded store that tells which keys are written.
final class RecordedMap extends MVMap<@Nullable Object, @Nullable Object> {
    private final Changes changes;

    private RecordedMap(Map<String, Object> config, DocumentType type, Changes changes) {
        this.changes = changes;
        super(config, type, type);
    }

    @Override
    public @Nullable Object operate(
            @Nullable Object key,
            @Nullable Object value,
            DecisionMaker<? super @Nullable Object> decision) {
        changes.touch(this, key);
        return super.operate(key, value, decision);
    }

    /// Opens a map, and makes it if there is none. Whoever opens it by its name later gets this
    /// one.
    static RecordedMap open(MVStore store, String name, Changes changes) {
        return store.openMap(name, new Builder(changes));
    }

    /// Opens a map that there is.
    static RecordedMap open(MVStore store, int id, Changes changes) {
        return store.openMap(id, new Builder(changes));
    }

    private static final class Builder
            extends BasicBuilder<RecordedMap, @Nullable Object, @Nullable Object> {
        private final Changes changes;
        private final DocumentType type = new DocumentType();

        Builder(Changes changes) {
            this.changes = changes;
            setKeyType(type);
            setValueType(type);
        }

        @Override
        protected RecordedMap create(Map<String, Object> config) {
            return new RecordedMap(config, type, changes);
        }
    }
}
