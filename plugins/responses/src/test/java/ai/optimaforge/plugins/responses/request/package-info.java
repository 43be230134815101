// SPDX-License-Identifier: Apache-2.0

/// Requests, held against the words of the public API.
@NullMarked
package ai.optimaforge.plugins.responses.request;

import org.jspecify.annotations.NullMarked;
