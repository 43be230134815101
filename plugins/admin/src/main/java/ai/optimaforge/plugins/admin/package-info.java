// SPDX-License-Identifier: Apache-2.0

/// How the platform does, who may call it, and what it cost: for those who run it.
@NullMarked
package ai.optimaforge.plugins.admin;

import org.jspecify.annotations.NullMarked;
