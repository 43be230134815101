// SPDX-License-Identifier: Apache-2.0

/// Tests of what is known of models.
@NullMarked
package ai.optimaforge.kernel.catalog;

import org.jspecify.annotations.NullMarked;
