// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

/// An answer and the way by which it came.
///
/// @param answer the answer
/// @param route the way
/// @param <T> the kind of answer
public record Routed<T>(T answer, Route route) {}
