// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

/// A call of a tool.
///
/// @param name the tool
/// @param arguments a JSON object, as text
record ToolCall(String name, String arguments) {}
