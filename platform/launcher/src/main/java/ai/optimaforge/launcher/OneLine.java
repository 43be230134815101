// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

/// Text that must not break a line of the terminal's.
final class OneLine {
    private OneLine() {}

    static String of(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /// A failure that nobody foresaw: what it is and where it came from, never its whole stack.
    static String of(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        return of(failure.toString()) + (stack.length == 0 ? "" : " at " + stack[0]);
    }
}
