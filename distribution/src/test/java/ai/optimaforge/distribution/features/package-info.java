// SPDX-License-Identifier: Apache-2.0

/// Features, switched and asked for.
@NullMarked
package ai.optimaforge.distribution.features;

import org.jspecify.annotations.NullMarked;
