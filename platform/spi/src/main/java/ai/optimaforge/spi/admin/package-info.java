// SPDX-License-Identifier: Apache-2.0

/// The platform as its operator sees it: for the plugins that put this on the wire.
@NullMarked
package ai.optimaforge.spi.admin;

import org.jspecify.annotations.NullMarked;
