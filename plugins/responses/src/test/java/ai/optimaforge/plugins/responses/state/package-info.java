// SPDX-License-Identifier: Apache-2.0

/// What lasts of responses, on a real store.
@NullMarked
package ai.optimaforge.plugins.responses.state;

import org.jspecify.annotations.NullMarked;
