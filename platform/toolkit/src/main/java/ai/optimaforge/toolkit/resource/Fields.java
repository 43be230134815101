// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit.resource;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Reads the fields of an own resource, each by its name, and then [#noMore()] refuses what
/// nobody asked for:
///
/// ```java
/// Fields body = Fields.of(call.json());
/// String name = body.required("name", body::text);
/// Optional<Optional<Long>> end = body.nullable("expires_at", at -> body.integer(at, 0));
/// body.noMore();
/// ```
///
/// What is wrong is told in a [ForgeException] that names the field, from the outermost object
/// on, and its value: [CommonError#INVALID_VALUE], [CommonError#UNKNOWN_FIELD] or
/// [CommonError#MISSING_PARAMETER]. A field that is `null` counts as not there, but for
/// [#nullable(String, Function)]. Not thread-safe.
public final class Fields {
    private static final int LONGEST_VALUE = 100;

    private final JsonObject object;
    private final String prefix;
    private final Set<String> known = new TreeSet<>();

    private Fields(JsonObject object, String prefix) {
        this.object = object;
        this.prefix = prefix;
    }

    /// The fields of a body.
    ///
    /// @throws ForgeException with a 400 if a field is given more than once
    public static Fields of(JsonDocument body) {
        for (String name : body.names()) {
            if (body.isRepeated(name)) {
                throw new ForgeException(
                                CommonError.INVALID_PARAMETER, name + " is given more than once.")
                        .withParam(name);
            }
        }
        return new Fields(body.toJson(), "");
    }

    /// The names of all fields, in their order, for an object whose names the client chooses.
    public List<String> names() {
        return List.copyOf(object.fieldNames());
    }

    /// A text.
    public Optional<String> text(String name) {
        return read(name, String.class, "a text");
    }

    /// A text that says something.
    ///
    /// @param most how many characters it may have
    public Optional<String> text(String name, int most) {
        Optional<String> text = text(name);
        if (text.filter(t -> t.isBlank() || t.length() > most).isPresent()) {
            throw invalid(name, "must be 1 to " + most + " characters, not all of them spaces");
        }
        return text;
    }

    /// A text that says something, and that no message repeats.
    public Optional<String> secret(String name) {
        Object value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text && !text.isBlank()) {
            return Optional.of(text);
        }
        throw problem(CommonError.INVALID_VALUE, name, "must be a text and not empty");
    }

    /// One of some words.
    public Optional<String> word(String name, Collection<String> words) {
        Optional<String> text = text(name);
        if (text.filter(word -> !words.contains(word)).isPresent()) {
            throw invalid(name, "must be one of " + String.join(", ", words));
        }
        return text;
    }

    /// `true` or `false`.
    public Optional<Boolean> flag(String name) {
        return read(name, Boolean.class, "true or false");
    }

    /// A whole number that is not less than another.
    public Optional<Long> integer(String name, long least) {
        return integer(name, least, Long.MAX_VALUE);
    }

    /// A whole number between two others, both included.
    public Optional<Long> integer(String name, long least, long most) {
        String range = most == Long.MAX_VALUE ? "from " + least : "from " + least + " to " + most;
        return switch (value(name)) {
            case null -> Optional.empty();
            case Integer number when number >= least && number <= most ->
                    Optional.of(number.longValue());
            case Long number when number >= least && number <= most -> Optional.of(number);
            default -> throw invalid(name, "must be a whole number " + range);
        };
    }

    /// A number that is not negative.
    public Optional<Double> amount(String name) {
        Object value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Number number
                && number.doubleValue() >= 0
                && Double.isFinite(number.doubleValue())) {
            return Optional.of(number.doubleValue());
        }
        throw invalid(name, "must be a number from 0");
    }

    /// A list of texts, in its order.
    public Optional<List<String>> texts(String name) {
        return read(name, JsonArray.class, "a list of texts")
                .map(
                        list -> {
                            List<String> texts = new ArrayList<>(list.size());
                            for (int i = 0; i < list.size(); i++) {
                                if (!(list.getValue(i) instanceof String text)) {
                                    throw invalid(
                                            name + "[" + i + "]",
                                            "must be a text",
                                            list.getValue(i));
                                }
                                texts.add(text);
                            }
                            return List.copyOf(texts);
                        });
    }

    /// An object within. Its own [#noMore()] is to be called as well.
    public Optional<Fields> object(String name) {
        return read(name, JsonObject.class, "an object")
                .map(within -> new Fields(within, prefix + name + "."));
    }

    /// A field that may be taken back: empty if it is not there, an empty inner value if it is
    /// `null`.
    ///
    /// @param read reads the field of this name
    public <T> Optional<Optional<T>> nullable(String name, Function<String, Optional<T>> read) {
        Optional<T> value = read.apply(name);
        return value.isPresent() || object.containsKey(name)
                ? Optional.of(value)
                : Optional.empty();
    }

    /// A field that must be there.
    ///
    /// @param read reads the field of this name
    public <T> T required(String name, Function<String, Optional<T>> read) {
        return read.apply(name)
                .orElseThrow(() -> problem(CommonError.MISSING_PARAMETER, name, "is missing"));
    }

    /// What to throw when a field's value will not do.
    ///
    /// @param problem such as `must be in the future`
    public ForgeException invalid(String name, String problem) {
        return invalid(name, problem, object.getValue(name));
    }

    private ForgeException invalid(String name, String problem, @Nullable Object value) {
        return problem(CommonError.INVALID_VALUE, name, problem + ", not " + shown(value));
    }

    private ForgeException problem(CommonError error, String name, String problem) {
        String path = prefix + name;
        return new ForgeException(error, path + " " + problem + ".").withParam(path);
    }

    private static String shown(@Nullable Object value) {
        String text = JsonArray.of(value).encode();
        String bare = text.substring(1, text.length() - 1);
        return bare.length() <= LONGEST_VALUE ? bare : bare.substring(0, LONGEST_VALUE) + "…";
    }

    /// Refuses the first field that nobody has asked for, naming the nearest that there is.
    public void noMore() {
        for (String name : object.fieldNames()) {
            if (!known.contains(name)) {
                String advice =
                        Nearest.to(name, known)
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("There are: " + String.join(", ", known) + ".");
                throw new ForgeException(
                                CommonError.UNKNOWN_FIELD,
                                "There is no field %s. %s".formatted(prefix + name, advice))
                        .withParam(prefix + name);
            }
        }
    }

    private <T> Optional<T> read(String name, Class<T> type, String inWords) {
        Object value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw invalid(name, "must be " + inWords);
        }
        return Optional.of(type.cast(value));
    }

    private @Nullable Object value(String name) {
        known.add(name);
        return object.getValue(name);
    }
}
