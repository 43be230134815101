// SPDX-License-Identifier: Apache-2.0

/// The room `admin`: the platform as its operator sees it. Its door is [AdminRoom].
@NullMarked
package ai.optimaforge.kernel.admin;

import org.jspecify.annotations.NullMarked;
