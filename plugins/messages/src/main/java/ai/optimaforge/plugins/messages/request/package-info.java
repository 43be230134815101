// SPDX-License-Identifier: Apache-2.0

/// Requests of the Messages API as chat requests.
@NullMarked
package ai.optimaforge.plugins.messages.request;

import org.jspecify.annotations.NullMarked;
