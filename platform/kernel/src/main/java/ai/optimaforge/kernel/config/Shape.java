// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a record asks for: the one source of binding, of errors and of the reference.
sealed interface Shape {
    /// A value that is one text.
    sealed interface Leaf extends Shape {
        /// @throws IllegalArgumentException with a message fit for the operator
        Object parse(String text);

        boolean secret();

        String name();
    }

    record Scalar(ScalarType type) implements Leaf {
        @Override
        public Object parse(String text) {
            return type.parse(text);
        }

        @Override
        public boolean secret() {
            return type == ScalarType.SECRET;
        }

        @Override
        public String name() {
            return type.text();
        }
    }

    record Choice(List<Enum<?>> constants) implements Leaf {
        @Override
        public Object parse(String text) {
            String name = text.strip();
            for (Enum<?> constant : constants) {
                if (KeyName.ofConstant(constant).equals(name)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("must be " + name());
        }

        @Override
        public boolean secret() {
            return false;
        }

        @Override
        public String name() {
            return "one of "
                    + String.join(", ", constants.stream().map(KeyName::ofConstant).toList());
        }
    }

    record OptionalOf(Shape element) implements Shape {}

    record ListOf(Shape element) implements Shape {}

    record MapOf(Shape element) implements Shape {}

    record RecordOf(Class<? extends Record> type, List<Property> properties) implements Shape {
        /// The keys of its own whose values are secret, or hold something that is.
        Set<String> secretKeys() {
            return properties.stream()
                    .filter(property -> property.shape().holdsSecret())
                    .map(Property::key)
                    .collect(Collectors.toSet());
        }
    }

    /// Whether a value of it is secret, or has a part that is.
    default boolean holdsSecret() {
        return switch (this) {
            case Leaf leaf -> leaf.secret();
            case OptionalOf(Shape element) -> element.holdsSecret();
            case ListOf(Shape element) -> element.holdsSecret();
            case MapOf(Shape element) -> element.holdsSecret();
            case RecordOf(var type, var properties) ->
                    properties.stream().anyMatch(property -> property.shape().holdsSecret());
        };
    }

    /// A component of a record.
    record Property(
            String component,
            Class<?> componentType,
            String key,
            Shape shape,
            Optional<String> defaultValue,
            String doc) {}
}
