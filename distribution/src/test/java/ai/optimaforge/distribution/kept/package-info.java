// SPDX-License-Identifier: Apache-2.0

/// What lasts of responses, over HTTP.
@NullMarked
package ai.optimaforge.distribution.kept;

import org.jspecify.annotations.NullMarked;
