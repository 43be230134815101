// SPDX-License-Identifier: Apache-2.0

/// The room `identity`: who calls, for whom, and what that caller has. Its door is
/// [IdentityRoom], of which the way of a request sees the [KeyRing].
@NullMarked
package ai.optimaforge.kernel.identity;

import org.jspecify.annotations.NullMarked;
