// SPDX-License-Identifier: Apache-2.0

/// What is known of models, from the list that comes with the platform.
@NullMarked
package ai.optimaforge.kernel.catalog;

import org.jspecify.annotations.NullMarked;
