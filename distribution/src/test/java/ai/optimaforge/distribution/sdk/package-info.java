// SPDX-License-Identifier: Apache-2.0

/// The official OpenAI SDK, unchanged.
@NullMarked
package ai.optimaforge.distribution.sdk;

import org.jspecify.annotations.NullMarked;
