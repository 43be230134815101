// SPDX-License-Identifier: Apache-2.0

/// The lock of a home: what should be installed, and whether it is.
@NullMarked
package ai.optimaforge.installer.lock;

import org.jspecify.annotations.NullMarked;
