// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A record that is asked for and will be there once the configuration is verified.
public final class Binding<C extends Record> {
    private final String prefix;
    private final Class<C> type;
    private @Nullable C value;

    Binding(String prefix, Class<C> type) {
        this.prefix = prefix;
        this.type = type;
    }

    void resolve(Binder binder) {
        binder.bind(prefix, ShapeReader.of(type)).ifPresent(bound -> value = type.cast(bound));
    }

    List<DescribedSetting> described() {
        return SettingsReference.of(prefix, ShapeReader.of(type));
    }

    /// The record.
    ///
    /// @throws IllegalStateException before [Configuration#verify] has passed
    public C get() {
        C bound = value;
        if (bound == null) {
            throw new IllegalStateException(
                    "the settings below " + prefix + " are asked for before they are verified");
        }
        return bound;
    }
}
