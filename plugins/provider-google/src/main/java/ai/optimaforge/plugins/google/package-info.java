// SPDX-License-Identifier: Apache-2.0

/// Google's Gemini, by its own API: each call is translated into it, and each answer back.
@NullMarked
package ai.optimaforge.plugins.google;

import org.jspecify.annotations.NullMarked;
