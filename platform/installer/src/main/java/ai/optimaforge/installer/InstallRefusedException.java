// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer;

import java.util.List;

/// Something was not installed or assembled, and nothing was changed. Every problem that was
/// found is there, one line each, for the operator to read as it stands.
public final class InstallRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /// A refusal with its problems.
    public InstallRefusedException(List<String> problems) {
        super(String.join("\n", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /// A refusal for one reason.
    public InstallRefusedException(String problem) {
        this(List.of(problem));
    }

    /// The problems, one line each.
    public List<String> problems() {
        return problems;
    }
}
