// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.spi.ErrorCode;
import ai.optimaforge.spi.PluginContext;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What a plugin's build has listed in its services files: its extensions, constructed, and the
/// codes of its errors.
final class ExtensionIndex {
    private final ClassLoader loader;
    private final PluginContext context;

    ExtensionIndex(ClassLoader loader, PluginContext context) {
        this.loader = loader;
        this.context = context;
    }

    /// The plugin's extensions of a type, each constructed with the context if it asks for it.
    <T> List<T> extensions(Class<T> type) {
        List<T> extensions = new ArrayList<>();
        for (String name : names(type)) {
            extensions.add(type.cast(construct(name, type)));
        }
        return extensions;
    }

    /// The codes of the errors that the plugin defines. Its enums are loaded, and no extension.
    List<DefinedError> errors() {
        List<DefinedError> errors = new ArrayList<>();
        for (String name : names(ErrorCode.class)) {
            Class<?> listed = load(name);
            if (!listed.isEnum() || !ErrorCode.class.isAssignableFrom(listed)) {
                throw new PluginFailure(
                        name + " is listed as an enum of error codes, but is none: build it anew");
            }
            for (Object constant : listed.getEnumConstants()) {
                errors.add(DefinedError.of((ErrorCode) constant, listed));
            }
        }
        return errors;
    }

    private Class<?> load(String name) {
        try {
            return Class.forName(name, true, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new PluginFailure(name + " can't be loaded: " + PluginFailure.describe(e), e);
        }
    }

    private List<String> names(Class<?> type) {
        List<String> names = new ArrayList<>();
        try {
            for (URL url :
                    Collections.list(loader.getResources("META-INF/services/" + type.getName()))) {
                var connection = url.openConnection();
                // a cached jar file would stay open after the plugin has gone
                connection.setUseCaches(false);
                read(connection.getInputStream(), names);
            }
        } catch (IOException e) {
            throw new PluginFailure("its extension index can't be read: " + e.getMessage(), e);
        }
        return names;
    }

    private static void read(InputStream stream, List<String> names) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            reader.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .forEach(names::add);
        }
    }

    private Object construct(String name, Class<?> type) {
        try {
            Class<?> extension = Class.forName(name, true, loader);
            if (!type.isAssignableFrom(extension)) {
                throw new PluginFailure(name + " is listed as " + type.getName() + ", but is none");
            }
            for (Constructor<?> constructor : extension.getConstructors()) {
                if (List.of(constructor.getParameterTypes()).equals(List.of(PluginContext.class))) {
                    return constructor.newInstance(context);
                }
            }
            return extension.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw PluginFailure.threw(
                    name + " threw in its constructor", cause, context.descriptor().id());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new PluginFailure(
                    name + " can't be constructed: " + PluginFailure.describe(e), e);
        }
    }
}
