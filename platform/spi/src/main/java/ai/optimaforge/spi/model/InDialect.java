// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

/// An answer to a [NativeRequest]: in its dialect if the provider that was chosen speaks it, else
/// in OpenAI's, to be translated by whoever asked.
///
/// @param <N> an answer in the dialect of the request
/// @param <T> an answer in OpenAI's
public sealed interface InDialect<N, T> {
    /// In the dialect of the request.
    ///
    /// @param answer the answer
    /// @param <N> its kind
    /// @param <T> the other kind
    record Native<N, T>(N answer) implements InDialect<N, T> {}

    /// In OpenAI's.
    ///
    /// @param answer the answer
    /// @param <N> the other kind
    /// @param <T> its kind
    record Translated<N, T>(T answer) implements InDialect<N, T> {}
}
