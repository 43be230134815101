// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

/// How a cell turned out.
///
/// @param remark the message of a refusal, or what was left out or is otherwise than the dialect
/// says; empty if there is nothing to say
record Outcome(Mark mark, String remark) {
    Outcome(Mark mark) {
        this(mark, "");
    }
}
