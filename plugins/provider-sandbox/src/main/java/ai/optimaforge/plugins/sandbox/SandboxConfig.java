// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

/// The sandbox has no settings: what it does is asked for in the message.
public record SandboxConfig() {}
