// SPDX-License-Identifier: Apache-2.0

/// Clients that show what is on the wire: answers to the byte, each chunk of a stream as it
/// comes, and requests that no well-behaved client would send.
@NullMarked
package ai.optimaforge.testing.client;

import org.jspecify.annotations.NullMarked;
