// SPDX-License-Identifier: Apache-2.0
/// Which model is best for a call that names none: what the call needs, what the candidates are
/// worth, what the operator wants.
@NullMarked
package ai.optimaforge.kernel.routing;

import org.jspecify.annotations.NullMarked;
