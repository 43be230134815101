// SPDX-License-Identifier: Apache-2.0

/// HTTP: the server, the router, the operations of the contracts, and the answers.
@NullMarked
package ai.optimaforge.kernel.http;

import org.jspecify.annotations.NullMarked;
