// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.toolkit.request.ForgeOptions;
import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A request for a response: what came in, checked, with a typed view. What is wrong is told in a
/// [ForgeException] with a 400 that names the field; what nobody knows passes.
public final class ResponseRequest {
    static final String CONTEXT_MANAGEMENT = "context_management";

    private final JsonDocument document;
    private final Given given;
    private final List<JsonObject> input;
    private final Tools tools;

    private ResponseRequest(
            JsonDocument document, Given given, List<JsonObject> input, Tools tools) {
        this.document = document;
        this.given = given;
        this.input = input;
        this.tools = tools;
    }

    /// Reads and checks a request.
    ///
    /// @throws ForgeException with the field that is to blame
    public static ResponseRequest of(JsonDocument document) {
        requireNonNull(document, "document is null");
        for (String name : document.names()) {
            if (document.isRepeated(name)) {
                throw new ForgeException(
                                CommonError.INVALID_PARAMETER, name + " is given more than once.")
                        .withParam(name);
            }
        }
        ForgeOptions.check(document);
        Given given = read(document);
        RequestCheck.fields(given);
        return new ResponseRequest(document, given, InputItems.read(given), Tools.of(given));
    }

    private static Given read(JsonDocument request) {
        try {
            return new Given(request.toJson(), "");
        } catch (DecodeException e) {
            throw new ForgeException(
                    CommonError.INVALID_JSON,
                    "The body can't be read: it has a text of more than 20,000,000 characters, a"
                            + " number of more than 1,000 digits, or half a surrogate pair in the"
                            + " name of a member.",
                    e);
        }
    }

    /// The request as it came.
    public JsonDocument document() {
        return document;
    }

    /// The request parsed, to be read only.
    public JsonObject json() {
        return given.json();
    }

    /// The model that is asked for.
    public String model() {
        return given.text("model");
    }

    /// Whether the answer shall come as events.
    public boolean stream() {
        return given.flag("stream");
    }

    /// Whether the response is kept.
    public boolean store() {
        return given.bool("store").orElse(true);
    }

    /// Whether it is made after the request was answered.
    public boolean background() {
        return given.flag("background");
    }

    /// The response that it continues.
    public Optional<String> previousResponseId() {
        return given.string("previous_response_id");
    }

    /// The conversation that it continues, by its id.
    public Optional<String> conversation() {
        return RequestCheck.conversation(given);
    }

    /// The same, with an `id` for each of the new items that has none.
    ///
    /// @param response the response to which they belong
    public ResponseRequest of(String response) {
        return new ResponseRequest(document, given, InputItems.of(response, input), tools);
    }

    /// The new items as the API shows them, each with its `type`. Made once: the same objects at
    /// each call.
    public List<JsonObject> input() {
        return input;
    }

    /// Whether the oldest turns may be left out where not all fits into the model's context.
    public boolean mayTruncate() {
        return given.string("truncation").filter("auto"::equals).isPresent();
    }

    /// Whether the older part of what is answered is to be summed up where it is too long.
    public boolean mayCompact() {
        return !given.objects(CONTEXT_MANAGEMENT).isEmpty();
    }

    /// How many tokens all that is answered may have before it is summed up; empty if only what
    /// the model takes.
    public OptionalLong compactThreshold() {
        return given.objects(CONTEXT_MANAGEMENT).stream()
                .flatMap(each -> each.integer("compact_threshold", 1, Long.MAX_VALUE).stream())
                .mapToLong(Long::longValue)
                .min();
    }

    /// The most tokens that the model may write.
    public Optional<Long> maxOutputTokens() {
        return given.integer("max_output_tokens", 1, Long.MAX_VALUE);
    }

    /// The most calls of tools that the response may have.
    public long maxToolCalls() {
        return given.integer("max_tool_calls", 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
    }

    /// Whether the response shall hold something that it does not hold by itself, for instance
    /// `reasoning.encrypted_content`.
    public boolean includes(String what) {
        return given.texts("include").contains(what);
    }

    Given given() {
        return given;
    }

    Tools tools() {
        return tools;
    }

    /// `tools` as the response shows them.
    public List<JsonObject> shownTools() {
        return tools.shown();
    }
}
