// SPDX-License-Identifier: Apache-2.0

/// Events and documents, held against the grammar of the public API.
@NullMarked
package ai.optimaforge.plugins.responses.answer;

import org.jspecify.annotations.NullMarked;
