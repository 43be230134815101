// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin.descriptor;

import java.util.Optional;

/// A descriptor is none. The message is one line: the file, what is wrong with it, what to do.
public final class DescriptorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<PluginName> name;

    DescriptorException(Optional<PluginName> name, String message) {
        super(message, null, false, false);
        this.name = name;
    }

    /// Whose it is, if that much can be read.
    public Optional<PluginName> name() {
        return name;
    }

    /// The message, with the plugin's id and version in front where they are known.
    public String inFull() {
        return name.map(known -> "plugin " + known + ": ").orElse("") + getMessage();
    }
}
