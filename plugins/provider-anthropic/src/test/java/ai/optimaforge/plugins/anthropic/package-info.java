// SPDX-License-Identifier: Apache-2.0

@NullMarked
package ai.optimaforge.plugins.anthropic;

import org.jspecify.annotations.NullMarked;
