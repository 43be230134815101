// SPDX-License-Identifier: Apache-2.0

/// The room `secret`: what is kept so that only this platform can read it. Its door is
/// [SecretBox].
@NullMarked
package ai.optimaforge.kernel.secret;

import org.jspecify.annotations.NullMarked;
