// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin.descriptor;

import java.util.Optional;

/// A descriptor is none. The message is one line: the file, what is wrong with it, what to do.
public final class DescriptorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<String> id;
    private final transient Optional<String> version;

    DescriptorException(Optional<String> id, Optional<String> version, String message) {
        super(message, null, false, false);
        this.id = id;
        this.version = version;
    }

    /// The plugin's id, if that much can be read.
    public Optional<String> id() {
        return id;
    }

    /// Its version, if that much can be read.
    public Optional<String> version() {
        return version;
    }

    /// The message, with the plugin's id and version in front where they are known.
    public String inFull() {
        return id.map(known -> "plugin " + known + " " + version.orElse("?") + ": ").orElse("")
                + getMessage();
    }
}
