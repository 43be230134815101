// SPDX-License-Identifier: Apache-2.0

/// The platform: its rooms, and the one door that boots them.
@NullMarked
package ai.optimaforge.kernel;

import org.jspecify.annotations.NullMarked;
