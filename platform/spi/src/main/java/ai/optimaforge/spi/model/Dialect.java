// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

/// An API by which a client speaks to a model, other than OpenAI's chat completions, into which
/// every call can be translated. A provider whose upstream speaks it itself takes such a call as
/// it is. An open set.
///
/// @param name the name, in `snake_case`
public record Dialect(String name) {
    /// Anthropic's Messages API.
    public static final Dialect ANTHROPIC_MESSAGES = new Dialect("anthropic_messages");

    /// OpenAI's Responses API.
    public static final Dialect OPENAI_RESPONSES = new Dialect("openai_responses");

    /// Checks that there is a name.
    public Dialect {
        requireNonNull(name, "name is null");
    }
}
