// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import java.util.List;

/// The last events of a response, where they were still on their way into the log when it ended:
/// they are kept with the response itself, so that its end is one write.
///
/// @param first the number of the first one
/// @param frames one after the other
record Tail(long first, String frames) {
    static final Tail NONE = new Tail(0, "");

    /// The events from one on; none if that one is not among them.
    List<String> from(long next) {
        List<String> all = Frames.split(frames);
        return next < first || next - first >= all.size()
                ? List.of()
                : all.subList((int) (next - first), all.size());
    }
}
