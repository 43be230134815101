// SPDX-License-Identifier: Apache-2.0

/// The Responses API over models that say what a test tells them to.
@NullMarked
package ai.optimaforge.plugins.responses;

import org.jspecify.annotations.NullMarked;
