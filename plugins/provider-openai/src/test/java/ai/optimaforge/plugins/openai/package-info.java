// SPDX-License-Identifier: Apache-2.0

@NullMarked
package ai.optimaforge.plugins.openai;

import org.jspecify.annotations.NullMarked;
