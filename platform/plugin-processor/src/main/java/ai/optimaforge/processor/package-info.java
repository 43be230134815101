// SPDX-License-Identifier: Apache-2.0

/// Runs inside the compiler while a plugin is built.
package ai.optimaforge.processor;
