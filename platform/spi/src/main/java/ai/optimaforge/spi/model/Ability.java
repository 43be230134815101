// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Something that a model can do, as the catalogue tells it. An open set: an operator's file and
/// later versions of the SPI add to it. What a provider's wire can do is its [Capability].
///
/// @param name the name, in `snake_case`
public record Ability(String name) {
    /// Calls functions.
    public static final Ability TOOLS = new Ability("tools");

    /// Calls several functions at once.
    public static final Ability PARALLEL_TOOLS = new Ability("parallel_tools");

    /// Reads images.
    public static final Ability VISION = new Ability("vision");

    /// Reads PDF documents.
    public static final Ability PDF = new Ability("pdf");

    /// Hears sound.
    public static final Ability AUDIO_IN = new Ability("audio_in");

    /// Speaks.
    public static final Ability AUDIO_OUT = new Ability("audio_out");

    /// Answers in the shape of a JSON schema.
    public static final Ability JSON_SCHEMA = new Ability("json_schema");

    /// Reasons before it answers.
    public static final Ability REASONING = new Ability("reasoning");

    /// Takes system messages. What a model's facts do not say of this one means nothing: nearly
    /// every model does.
    public static final Ability SYSTEM = new Ability("system");

    /// Reads a prompt that it has read before for less.
    public static final Ability PROMPT_CACHING = new Ability("prompt_caching");

    /// Searches the web.
    public static final Ability WEB_SEARCH = new Ability("web_search");

    private static final List<Ability> KNOWN =
            List.of(
                    TOOLS,
                    PARALLEL_TOOLS,
                    VISION,
                    PDF,
                    AUDIO_IN,
                    AUDIO_OUT,
                    JSON_SCHEMA,
                    REASONING,
                    SYSTEM,
                    PROMPT_CACHING,
                    WEB_SEARCH);

    /// Checks that there is a name.
    public Ability {
        requireNonNull(name, "name is null");
    }

    /// Those that this version of the platform knows.
    public static List<Ability> known() {
        return KNOWN;
    }
}
