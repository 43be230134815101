// SPDX-License-Identifier: Apache-2.0

/// Apps of others that a user connects: actions, triggers and how they authenticate.
@NullMarked
package ai.optimaforge.spi.connect;

import org.jspecify.annotations.NullMarked;
