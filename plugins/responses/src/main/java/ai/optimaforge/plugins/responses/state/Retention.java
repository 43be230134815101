// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import java.time.Duration;

/// How long things last.
///
/// @param responses a response, from its making on
/// @param events the events of a streamed response, from its end on
public record Retention(Duration responses, Duration events) {}
