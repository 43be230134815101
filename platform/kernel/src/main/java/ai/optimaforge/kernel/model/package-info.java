// SPDX-License-Identifier: Apache-2.0

/// Models: provider instances, the names that lead to them, and a call's way through them.
@NullMarked
package ai.optimaforge.kernel.model;

import org.jspecify.annotations.NullMarked;
