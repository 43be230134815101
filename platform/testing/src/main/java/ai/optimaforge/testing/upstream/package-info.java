// SPDX-License-Identifier: Apache-2.0

/// A fake model provider that speaks OpenAI's wire, and others' in packages of their own, under
/// script, so that a test can see what a gateway does when the upstream answers rightly, wrongly,
/// slowly or not at all.
@NullMarked
package ai.optimaforge.testing.upstream;

import org.jspecify.annotations.NullMarked;
