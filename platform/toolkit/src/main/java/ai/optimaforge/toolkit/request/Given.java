// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit.request;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An object of a request and where it stands there. What is read of it is of the type that is
/// asked for, or the client is told where it is not; `null` is as good as nothing.
///
/// @param path for instance `messages[2].content[0]`; empty for the request itself
public record Given(JsonObject json, String path) {
    private static final int SHOWN = 60;

    /// Keeps both; the object is read only.
    public Given {
        requireNonNull(json, "json is null");
        requireNonNull(path, "path is null");
    }

    /// The path of a member.
    public String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /// Whether there is a member that is not `null`.
    public boolean has(String name) {
        return json.getValue(name) != null;
    }

    /// The value of a member, to be handed on as it is.
    public @Nullable Object value(String name) {
        return json.getValue(name);
    }

    /// A text.
    public Optional<String> string(String name) {
        return read(name, String.class, "a text");
    }

    /// A text that must be there.
    public String text(String name) {
        return string(name).orElseThrow(() -> missing(name, "a text"));
    }

    /// A text that must be there and say something.
    public String nonEmptyText(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            throw refused(name, at(name) + " must not be empty.");
        }
        return text;
    }

    /// A text that must be one of a few.
    public String oneOf(String name, List<String> allowed) {
        String inWords = inWords(allowed);
        String text = string(name).orElseThrow(() -> missing(name, inWords));
        if (!allowed.contains(text)) {
            throw wrong(name, inWords);
        }
        return text;
    }

    /// Whether a member is `true`; not, if it is not there.
    public boolean flag(String name) {
        return bool(name).orElse(false);
    }

    /// `true` or `false`.
    public Optional<Boolean> bool(String name) {
        return read(name, Boolean.class, "true or false");
    }

    /// A number within bounds.
    public Optional<Number> number(String name, double least, double most) {
        return switch (value(name)) {
            case null -> Optional.empty();
            case Number number when number.doubleValue() >= least && number.doubleValue() <= most ->
                    Optional.of(number);
            default ->
                    throw wrong(
                            name, "a number from %s to %s".formatted(plain(least), plain(most)));
        };
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    /// A whole number within bounds.
    public Optional<Long> integer(String name, long least, long most) {
        return switch (value(name)) {
            case null -> Optional.empty();
            case Integer number when number >= least && number <= most ->
                    Optional.of(number.longValue());
            case Long number when number >= least && number <= most -> Optional.of(number);
            default -> throw wrong(name, wholeInWords(least, most));
        };
    }

    private static String wholeInWords(long least, long most) {
        return most == Long.MAX_VALUE
                ? "a whole number of %d or more".formatted(least)
                : "a whole number from %d to %d".formatted(least, most);
    }

    /// A whole number that must be there.
    public long whole(String name, long least) {
        return integer(name, least, Long.MAX_VALUE)
                .orElseThrow(() -> missing(name, wholeInWords(least, Long.MAX_VALUE)));
    }

    /// An object.
    public Optional<Given> object(String name) {
        return read(name, JsonObject.class, "an object").map(o -> new Given(o, at(name)));
    }

    /// An object that must be there.
    public Given member(String name) {
        return object(name).orElseThrow(() -> missing(name, "an object"));
    }

    /// The objects of an array; none if it is not there.
    public List<Given> objects(String name) {
        JsonArray array = read(name, JsonArray.class, "an array").orElseGet(JsonArray::new);
        List<Given> objects = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            String place = at(name) + "[" + i + "]";
            if (!(array.getValue(i) instanceof JsonObject object)) {
                throw refused(place, "an object", array.getValue(i), CommonError.INVALID_PARAMETER);
            }
            objects.add(new Given(object, place));
        }
        return objects;
    }

    /// The texts of an array; none if it is not there.
    public List<String> texts(String name) {
        JsonArray array =
                read(name, JsonArray.class, "an array of texts").orElseGet(JsonArray::new);
        List<String> texts = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            if (!(array.getValue(i) instanceof String text) || text.isEmpty()) {
                throw refused(
                        "%s[%d]".formatted(at(name), i),
                        "a text that is not empty",
                        array.getValue(i),
                        CommonError.INVALID_PARAMETER);
            }
            texts.add(text);
        }
        return texts;
    }

    /// What may be a text or an array of blocks: the blocks, a text being one.
    public List<Given> blocks(String name) {
        Object value = value(name);
        if (value == null) {
            throw missing(name, "a text or an array of blocks");
        }
        if (value instanceof String text) {
            return List.of(
                    new Given(new JsonObject().put("type", "text").put("text", text), at(name)));
        }
        if (!(value instanceof JsonArray)) {
            throw wrong(name, "a text or an array of blocks");
        }
        return objects(name);
    }

    private <T> Optional<T> read(String name, Class<T> type, String inWords) {
        Object value = value(name);
        if (value != null && !type.isInstance(value)) {
            throw wrong(name, inWords);
        }
        return Optional.ofNullable(value).map(type::cast);
    }

    /// A member that must be there and is not.
    public ForgeException missing(String name, String inWords) {
        return new ForgeException(
                        CommonError.MISSING_PARAMETER,
                        "%s is missing: it must be %s.".formatted(at(name), inWords))
                .withParam(at(name));
    }

    /// A member that is not what it must be.
    public ForgeException wrong(String name, String inWords) {
        return refused(at(name), inWords, value(name), CommonError.INVALID_PARAMETER);
    }

    /// A member that will not do, for a reason of its own.
    public ForgeException refused(String name, String message) {
        return new ForgeException(CommonError.INVALID_PARAMETER, message).withParam(at(name));
    }

    /// This object, which will not do.
    ///
    /// @param must what it must have
    public ForgeException refused(String must) {
        return new ForgeException(
                        CommonError.INVALID_PARAMETER, "%s must have %s".formatted(path, must))
                .withParam(path);
    }

    private static ForgeException refused(
            String place, String inWords, @Nullable Object value, CommonError error) {
        return new ForgeException(
                        error, "%s must be %s, not %s.".formatted(place, inWords, shown(value)))
                .withParam(place);
    }

    /// Some values as a sentence has them: `a, b or c`.
    public static String inWords(List<String> allowed) {
        return allowed.size() == 1
                ? allowed.getFirst()
                : String.join(", ", allowed.subList(0, allowed.size() - 1))
                        + " or "
                        + allowed.getLast();
    }

    private static String shown(@Nullable Object value) {
        String text = value instanceof String s ? s : Json.encode(value);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
