// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import ai.optimaforge.spi.config.Setting;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads off a record type what it asks for.
///
/// Nothing is kept: a static cache would hold on to the class loader of a plugin.
final class ShapeReader {
    private final List<Class<?>> open = new ArrayList<>();

    private ShapeReader() {}

    /// @throws IllegalArgumentException if the type is a mistake of its author
    static Shape.RecordOf of(Class<? extends Record> type) {
        return new ShapeReader().record(type);
    }

    private Shape.RecordOf record(Class<? extends Record> type) {
        if (open.contains(type)) {
            throw new IllegalArgumentException(type.getName() + " contains itself");
        }
        open.add(type);
        List<Shape.Property> properties = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.add(property(component));
        }
        open.removeLast();
        return new Shape.RecordOf(type, List.copyOf(properties));
    }

    private Shape.Property property(RecordComponent component) {
        Optional<Setting> setting = Optional.ofNullable(component.getAnnotation(Setting.class));
        Optional<String> defaultValue =
                setting.map(Setting::defaultValue).filter(text -> !text.equals(Setting.NO_DEFAULT));
        Shape shape = shape(component.getGenericType(), component);
        if (defaultValue.isPresent() && !takesDefault(shape)) {
            throw wrong(component, "can have no default: its type is not written as one text");
        }
        return new Shape.Property(
                component.getName(),
                component.getType(),
                KeyName.ofComponent(component.getName()),
                shape,
                defaultValue,
                setting.map(Setting::value).orElse(""));
    }

    private static boolean takesDefault(Shape shape) {
        return shape instanceof Shape.Leaf
                || (shape instanceof Shape.ListOf(Shape element) && element instanceof Shape.Leaf);
    }

    private Shape shape(Type type, RecordComponent component) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic, component);
        }
        if (!(type instanceof Class<?> plain)) {
            throw wrong(component, "has a type that is none of a setting: " + type);
        }
        if (plain.isRecord() && ScalarType.of(plain).isEmpty()) {
            return record(plain.asSubclass(Record.class));
        }
        if (plain.isEnum()) {
            return new Shape.Choice(constants(plain));
        }
        return ScalarType.of(plain)
                .map(Shape.Scalar::new)
                .orElseThrow(
                        () -> wrong(component, "has a type that is none of a setting: " + type));
    }

    private static List<Enum<?>> constants(Class<?> type) {
        List<Enum<?>> constants = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            constants.add((Enum<?>) constant);
        }
        return List.copyOf(constants);
    }

    private Shape generic(ParameterizedType type, RecordComponent component) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return new Shape.OptionalOf(shape(arguments[0], component));
        }
        if (type.getRawType() == List.class) {
            return new Shape.ListOf(shape(arguments[0], component));
        }
        if (type.getRawType() == Map.class && arguments[0] == String.class) {
            return new Shape.MapOf(shape(arguments[1], component));
        }
        throw wrong(component, "has a type that is none of a setting: " + type);
    }

    private static IllegalArgumentException wrong(RecordComponent component, String message) {
        return new IllegalArgumentException(
                component.getDeclaringRecord().getName()
                        + "."
                        + component.getName()
                        + " "
                        + message);
    }
}
