// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

/// Tells the kind of work that a prompt asks for. The place of a learned classifier: one that
/// knows no better than the patterns hands on to them. Must not block; called by several threads.
interface WorkClassifier {
    /// @param prompt the beginning of what the user said last
    /// @param promptTokens about how long the whole prompt is
    WorkClass classify(String prompt, long promptTokens);
}
