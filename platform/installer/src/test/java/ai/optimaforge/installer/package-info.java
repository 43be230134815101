// SPDX-License-Identifier: Apache-2.0

/// What the tests of the installer share.
@NullMarked
package ai.optimaforge.installer;

import org.jspecify.annotations.NullMarked;
