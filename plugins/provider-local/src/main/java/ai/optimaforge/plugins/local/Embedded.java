// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

/// A text as the model sees it.
///
/// @param vector of length 1
/// @param tokens how many of its tokens the model has read
/// @param cut whether it had more
@SuppressWarnings("ArrayRecordComponent") // never compared
record Embedded(float[] vector, int tokens, boolean cut) {}
