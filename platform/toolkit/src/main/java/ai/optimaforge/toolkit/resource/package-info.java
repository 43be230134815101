// SPDX-License-Identifier: Apache-2.0

/// What the platform's own resources have in common: bodies whose fields are all known, and lists
/// that come in parts.
@NullMarked
package ai.optimaforge.toolkit.resource;

import org.jspecify.annotations.NullMarked;
