// SPDX-License-Identifier: Apache-2.0

/// Reads requests of the public APIs for models, in which what nobody knows passes: each member
/// by its name, and what is wrong is told with its path.
@NullMarked
package ai.optimaforge.toolkit.request;

import org.jspecify.annotations.NullMarked;
