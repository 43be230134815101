// SPDX-License-Identifier: Apache-2.0

/// What becomes of requests.
@NullMarked
package ai.optimaforge.plugins.messages.request;

import org.jspecify.annotations.NullMarked;
