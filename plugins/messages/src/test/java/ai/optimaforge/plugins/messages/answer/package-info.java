// SPDX-License-Identifier: Apache-2.0

/// What becomes of answers.
@NullMarked
package ai.optimaforge.plugins.messages.answer;

import org.jspecify.annotations.NullMarked;
