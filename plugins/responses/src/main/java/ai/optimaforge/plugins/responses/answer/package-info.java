// SPDX-License-Identifier: Apache-2.0

/// Response objects, and the events that tell of their making.
@NullMarked
package ai.optimaforge.plugins.responses.answer;

import org.jspecify.annotations.NullMarked;
