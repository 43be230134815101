// SPDX-License-Identifier: Apache-2.0

@NullMarked
package ai.optimaforge.plugins.google;

import org.jspecify.annotations.NullMarked;
