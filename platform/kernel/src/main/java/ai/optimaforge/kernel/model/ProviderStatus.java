// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

/// A provider instance as the operator sees it.
///
/// @param name the instance's name
/// @param type the type of its provider
/// @param origin where it came from, for instance `env OPENAI_API_KEY` or `file
/// conf/providers/groq.yaml`
/// @param models how many models it has; 0 while they are not known
/// @param problem why its models are not known; empty if they are
public record ProviderStatus(String name, String type, String origin, int models, String problem) {}
