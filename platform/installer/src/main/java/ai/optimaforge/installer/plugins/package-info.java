// SPDX-License-Identifier: Apache-2.0

/// The plugins of a home: added, removed, told of; all or nothing.
@NullMarked
package ai.optimaforge.installer.plugins;

import org.jspecify.annotations.NullMarked;
