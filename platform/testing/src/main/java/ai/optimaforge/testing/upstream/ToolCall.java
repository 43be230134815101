// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import java.util.List;

/// A call of a function by the model; on a stream its arguments come in these fragments.
public record ToolCall(String id, String name, List<String> fragments) {
    /// Keeps a copy of the fragments.
    public ToolCall {
        fragments = List.copyOf(fragments);
    }

    /// A call whose arguments, JSON all together, come in these fragments.
    public static ToolCall of(String id, String name, String... fragments) {
        return new ToolCall(id, name, List.of(fragments));
    }

    /// The arguments as one text.
    public String arguments() {
        return String.join("", fragments);
    }
}
