// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

/// A directory among the plugins that is none.
final class PluginUnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;

    PluginUnreadableException(String problem) {
        super(problem);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
