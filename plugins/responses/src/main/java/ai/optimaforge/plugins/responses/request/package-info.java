// SPDX-License-Identifier: Apache-2.0

/// Requests of the Responses API, and what they are as chat requests.
@NullMarked
package ai.optimaforge.plugins.responses.request;

import org.jspecify.annotations.NullMarked;
