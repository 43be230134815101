// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// Makes what a shape asks for from what was written.
///
/// Every answer is empty if a problem was reported, so that the rest is still looked at.
final class Binder {
    private static final Optional<String> NO_DEFAULT = Optional.empty();

    private final Layers layers;
    private final References references;
    private final Report report;

    Binder(Layers layers, References references, Report report) {
        this.layers = layers;
        this.references = references;
        this.report = report;
    }

    Optional<Object> bind(String key, Shape shape) {
        report.declare(key, shape);
        return bind(key, shape, NO_DEFAULT);
    }

    // no pattern switch on the way of a start: each is linked at run time, at milliseconds a piece
    private Optional<Object> bind(String key, Shape shape, Optional<String> defaultValue) {
        if (shape instanceof Shape.Leaf leaf) {
            return leaf(key, leaf, defaultValue);
        }
        if (shape instanceof Shape.OptionalOf(Shape element)) {
            return optional(key, element);
        }
        if (shape instanceof Shape.ListOf(Shape element)) {
            return list(key, element, defaultValue);
        }
        if (shape instanceof Shape.MapOf(Shape element)) {
            return map(key, element);
        }
        return record(key, (Shape.RecordOf) shape);
    }

    private Optional<Object> leaf(String key, Shape.Leaf leaf, Optional<String> defaultValue) {
        Optional<Value> value = written(key, defaultValue);
        if (value.isEmpty()) {
            report.problem(new Problem(key, layers.origin(), "is required"));
            return Optional.empty();
        }
        report.effective(key, value.get(), leaf.secret());
        return parse(key, leaf, value.get());
    }

    private Optional<Value> written(String key, Optional<String> defaultValue) {
        return layers.find(key)
                .filter(value -> !(value instanceof Value.Blank))
                .or(() -> defaultValue.map(text -> new Value.Text(text, "default")));
    }

    private Optional<Object> parse(String key, Shape.Leaf leaf, Value value) {
        try {
            return Optional.of(leaf.parse(text(value)));
        } catch (IllegalArgumentException e) {
            return refuse(key, value, leaf.secret(), e);
        }
    }

    private String text(Value value) {
        if (value instanceof Value.Text(String text, _)) {
            return references.resolve(text);
        }
        throw new IllegalArgumentException("must be a single value");
    }

    private Optional<Object> refuse(
            String key, Value value, boolean secret, IllegalArgumentException e) {
        report.problem(
                new Problem(
                        key,
                        Shown.of(value, secret),
                        value.origin(),
                        String.valueOf(e.getMessage())));
        return Optional.empty();
    }

    private Optional<Object> optional(String key, Shape element) {
        return isSet(key, element)
                ? bind(key, element, NO_DEFAULT).map(Optional::of)
                : Optional.of(Optional.empty());
    }

    private boolean isSet(String key, Shape shape) {
        if (shape instanceof Shape.MapOf(Shape element)) {
            return !EntryNames.below(key, layers.keys(), element).isEmpty();
        }
        if (shape instanceof Shape.RecordOf(_, List<Shape.Property> properties)) {
            return properties.stream().anyMatch(p -> isSet(KeyName.join(key, p.key()), p.shape()));
        }
        return written(key, NO_DEFAULT).isPresent();
    }

    private Optional<Object> list(String key, Shape element, Optional<String> defaultValue) {
        Optional<Value> value = written(key, defaultValue);
        if (value.isEmpty()) {
            return Optional.of(List.of());
        }
        if (element instanceof Shape.Leaf leaf) {
            report.effective(key, value.get(), leaf.secret());
            return leaves(key, leaf, value.get());
        }
        if (value.get() instanceof Value.Items(List<Value> items, _)) {
            return each(items, key, (at, item) -> item(at, element, item));
        }
        return refuse(key, value.get(), true, new IllegalArgumentException("must be a list"));
    }

    private Optional<Object> leaves(String key, Shape.Leaf leaf, Value value) {
        if (value instanceof Value.Items(List<Value> items, _)) {
            return each(items, key, (at, item) -> parse(at, leaf, item));
        }
        try {
            List<Object> parsed = new ArrayList<>();
            for (String part : text(value).split(",", -1)) {
                if (!part.isBlank()) {
                    parsed.add(leaf.parse(part.strip()));
                }
            }
            return Optional.of(List.copyOf(parsed));
        } catch (IllegalArgumentException e) {
            return refuse(key, value, leaf.secret(), e);
        }
    }

    private static Optional<Object> each(
            List<Value> items, String key, BiFunction<String, Value, Optional<Object>> bind) {
        List<Object> bound = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            bind.apply(key + "[" + i + "]", items.get(i)).ifPresent(bound::add);
        }
        return bound.size() == items.size() ? Optional.of(List.copyOf(bound)) : Optional.empty();
    }

    private Optional<Object> item(String key, Shape element, Value item) {
        Layers own = Layers.ofItem(key, item);
        Optional<Object> bound = new Binder(own, references, report).bind(key, element);
        UnknownSettings.in(own, own.keys(), report);
        return bound;
    }

    private Optional<Object> map(String key, Shape element) {
        Set<String> names = EntryNames.below(key, layers.keys(), element);
        Map<String, Object> bound = new LinkedHashMap<>();
        for (String name : names) {
            bind(KeyName.join(key, name), element).ifPresent(value -> bound.put(name, value));
        }
        return bound.size() == names.size()
                ? Optional.of(Collections.unmodifiableMap(bound))
                : Optional.empty();
    }

    private Optional<Object> record(String key, Shape.RecordOf shape) {
        List<Object> arguments = new ArrayList<>();
        for (Shape.Property property : shape.properties()) {
            bind(KeyName.join(key, property.key()), property.shape(), property.defaultValue())
                    .ifPresent(arguments::add);
        }
        if (arguments.size() < shape.properties().size()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RecordMaker.make(shape, arguments));
        } catch (IllegalArgumentException e) {
            report.problem(Refusal.of(shape, key, e, report, layers.origin()));
            return Optional.empty();
        }
    }
}
