// SPDX-License-Identifier: Apache-2.0

/// Makes an image of a distribution, without a container engine.
@NullMarked
package ai.optimaforge.installer.image;

import org.jspecify.annotations.NullMarked;
