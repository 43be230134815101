// SPDX-License-Identifier: Apache-2.0

/// Responses that are made after their request was answered.
@NullMarked
package ai.optimaforge.plugins.responses.background;

import org.jspecify.annotations.NullMarked;
