// SPDX-License-Identifier: Apache-2.0

/// Models: providers that bring them, and the documents that travel to and from them.
@NullMarked
package ai.optimaforge.spi.model;

import org.jspecify.annotations.NullMarked;
