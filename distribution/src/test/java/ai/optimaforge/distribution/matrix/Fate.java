// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

/// What becomes of an answer on its way.
enum Fate {
    COMES,
    /// It breaks off after its first text.
    DIES,
    /// It falls silent after its first text.
    STALLS
}
