// SPDX-License-Identifier: Apache-2.0

/// Answers to the Messages API, whole and as events, made of chat completions.
@NullMarked
package ai.optimaforge.plugins.messages.answer;

import org.jspecify.annotations.NullMarked;
