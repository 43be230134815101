// SPDX-License-Identifier: Apache-2.0

/// What is read of a resource, and what is refused.
@NullMarked
package ai.optimaforge.toolkit.resource;

import org.jspecify.annotations.NullMarked;
