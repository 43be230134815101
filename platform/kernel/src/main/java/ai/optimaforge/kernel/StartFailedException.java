// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import java.util.List;

/// The platform could not start. Every problem that was found is there, one line each, for the
/// operator to read as it stands.
public final class StartFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /// A failure with its problems.
    public StartFailedException(List<String> problems) {
        super(String.join("\n", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /// The problems, one line each.
    public List<String> problems() {
        return problems;
    }
}
