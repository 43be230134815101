// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.spi.ErrorCode;
import ai.optimaforge.spi.connect.ConnectAppFactory;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.model.ChatInterceptor;
import ai.optimaforge.spi.model.ModelProviderFactory;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// A real plugin, compiled by a test, with the files that a build writes beside its classes.
public final class PluginBuild {
    private static final String DESCRIPTOR = "META-INF/forge/plugin.properties";
    private static final List<Class<?>> LISTED =
            List.of(
                    EndpointGroup.class,
                    ModelProviderFactory.class,
                    ConnectAppFactory.class,
                    ChatInterceptor.class,
                    ErrorCode.class);

    private final Path directory;
    private final String id;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> resources = new LinkedHashMap<>();
    private String version = "1.0.0";
    private String spi = "^0.1";
    private String dependencies = "";

    private PluginBuild(Path directory, String id) {
        this.directory = directory;
        this.id = id;
    }

    /// A plugin with no classes yet, built below this directory.
    public static PluginBuild of(Path root, String id) {
        return new PluginBuild(root, id);
    }

    /// A plugin that serves one operation at `GET /<id>`.
    public static PluginBuild serving(Path root, String id) {
        return of(root, id).endpoints("", answering(id)).contract("/" + id, id);
    }

    /// A statement that binds an operation.
    public static String answering(String operation) {
        return "operations.on(\"%s\", call -> Future.succeededFuture(Answer.json("
                        .formatted(operation)
                + "new JsonObject().put(\"operation\", \"%s\"))));".formatted(operation);
    }

    /// The version in its descriptor.
    public PluginBuild version(String text) {
        version = text;
        return this;
    }

    /// The range of SPI versions in its descriptor.
    public PluginBuild spi(String range) {
        spi = range;
        return this;
    }

    /// The plugins that it needs, as its descriptor names them.
    public PluginBuild needs(String others) {
        dependencies = others;
        return this;
    }

    /// A class `acme.Endpoints` with these members and this body of `bind`.
    public PluginBuild endpoints(String members, String bind) {
        return source(
                "acme.Endpoints",
                """
                package acme;

                import ai.optimaforge.spi.*;
                import ai.optimaforge.spi.endpoint.*;
                import io.vertx.core.*;
                import io.vertx.core.json.JsonObject;

                public final class Endpoints implements EndpointGroup {
                    %s
                    @Override public String contract() { return "acme.yaml"; }
                    @Override public void bind(Operations operations) { %s }
                }
                """
                        .formatted(members, bind));
    }

    /// A class.
    public PluginBuild source(String name, String text) {
        sources.put(name, text);
        return this;
    }

    /// A resource; one that the build writes is replaced.
    public PluginBuild resource(String name, String text) {
        resources.put(name, text);
        return this;
    }

    /// The contract `acme.yaml`: open operations, all with this path.
    public PluginBuild contract(String path, String... operations) {
        List<String> methods = List.of("get", "put", "post");
        StringBuilder yaml = new StringBuilder("openapi: 3.1.0\npaths:\n  " + path + ":\n");
        for (int i = 0; i < operations.length; i++) {
            yaml.append(
                    "    %s: {operationId: %s, security: []}\n"
                            .formatted(methods.get(i), operations[i]));
        }
        return resource("acme.yaml", yaml.toString());
    }

    /// Compiles it, and leaves it as a build does before it is packaged.
    public PluginLocation built() {
        Path target = directory.resolve(id + "/target");
        compile(target.resolve("classes"));
        return PluginLocation.built(target);
    }

    /// Compiles it, and leaves it as a distribution has it: a descriptor and a jar.
    public PluginLocation installed() {
        try {
            Path classes = directory.resolve(id + "-classes");
            compile(classes);
            Path plugin = directory.resolve(id + "-" + version);
            Path lib = Files.createDirectories(plugin.resolve("lib"));
            Files.copy(classes.resolve(DESCRIPTOR), plugin.resolve("plugin.properties"));
            pack(classes, lib.resolve(id + ".jar"));
            return PluginLocation.installed(plugin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        URI uri = URI.create("jar:" + jar.toUri());
        try (FileSystem zip = FileSystems.newFileSystem(uri, Map.of("create", "true"));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path entry = zip.getPath("/" + classes.relativize(file));
                Files.createDirectories(entry.getParent());
                Files.copy(file, entry);
            }
        }
    }

    private void compile(Path classes) {
        try {
            Files.createDirectories(classes);
            StringWriter messages = new StringWriter();
            JavaCompiler.CompilationTask task =
                    ToolProvider.getSystemJavaCompiler()
                            .getTask(messages, null, null, options(classes), null, files());
            if (!task.call()) {
                throw new IllegalStateException(messages.toString());
            }
            describe(classes);
            for (Map.Entry<String, String> resource : resources.entrySet()) {
                write(classes.resolve(resource.getKey()), resource.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void describe(Path classes) throws IOException {
        String needs = dependencies.isEmpty() ? "" : "dependencies=" + dependencies + "\n";
        write(
                classes.resolve(DESCRIPTOR),
                "id=%s\nversion=%s\nspi=%s\n%s".formatted(id, version, spi, needs));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            for (Class<?> type : LISTED) {
                List<String> names =
                        sources.keySet().stream().filter(name -> isA(loader, name, type)).toList();
                if (!names.isEmpty()) {
                    Path index = classes.resolve("META-INF/services/" + type.getName());
                    write(index, String.join("\n", names));
                }
            }
        }
    }

    private static boolean isA(ClassLoader loader, String name, Class<?> type) {
        try {
            return type.isAssignableFrom(Class.forName(name, false, loader));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> options(Path classes) {
        return List.of(
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none");
    }

    private List<JavaFileObject> files() {
        return sources.entrySet().stream()
                .<JavaFileObject>map(source -> new Source(source.getKey(), source.getValue()))
                .toList();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
