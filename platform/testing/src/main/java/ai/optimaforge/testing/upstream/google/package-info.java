// SPDX-License-Identifier: Apache-2.0

/// Gemini's wire on the fake upstream: right answers of every kind, and Google's refusals of
/// requests that Google would refuse.
@NullMarked
package ai.optimaforge.testing.upstream.google;

import org.jspecify.annotations.NullMarked;
