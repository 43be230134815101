// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import ai.optimaforge.spi.SpiVersion;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// A plugin's classes as javac leaves them, and what the build says to them.
final class Compiled {
    private final Path target;
    private final List<Library> libraries = new ArrayList<>();

    Compiled(Path target) {
        this.target = target;
    }

    /// A plugin with one endpoint group, whose contract is good.
    static Compiled endpoint(Path target) throws IOException {
        return new Compiled(target)
                .source(
                        "acme.Hello",
                        """
                        package acme;
                        import ai.optimaforge.spi.endpoint.*;
                        public final class Hello implements EndpointGroup {
                            @Override public String contract() { return "hello.yaml"; }
                            @Override public void bind(Operations operations) {}
                        }
                        """)
                .resource(
                        "hello.yaml",
                        """
                        openapi: 3.1.0
                        paths:
                          /v1/hello: {get: {operationId: hello, x-forge-scope: chat}}
                        """);
    }

    Path classes() {
        return target.resolve("classes");
    }

    Path lib() {
        return target.resolve("plugin/lib");
    }

    Compiled source(String name, String text) throws IOException {
        Files.createDirectories(classes());
        StringWriter messages = new StringWriter();
        String path = System.getProperty("java.class.path") + ":" + classes();
        List<String> options = List.of("-d", classes().toString(), "-cp", path, "-proc:none");
        boolean done =
                ToolProvider.getSystemJavaCompiler()
                        .getTask(messages, null, null, options, null, List.of(file(name, text)))
                        .call();
        if (!done) {
            throw new IllegalStateException(messages.toString());
        }
        return this;
    }

    private static JavaFileObject file(String name, String text) {
        URI uri = URI.create("string:///" + name.replace('.', '/') + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreErrors) {
                return text;
            }
        };
    }

    Compiled resource(String name, String text) throws IOException {
        Files.createDirectories(classes());
        Files.writeString(classes().resolve(name), text);
        return this;
    }

    Compiled library(String name, String through, Path file) {
        String jarName = name.replaceFirst(".*:", "") + "-1.0.jar";
        libraries.add(new Library(name, "compile", through, jarName, file));
        return this;
    }

    List<String> inspect() throws IOException {
        return inspect(Optional.empty());
    }

    List<String> inspect(Optional<String> spi) throws IOException {
        return inspect(spi, "");
    }

    List<String> inspect(Optional<String> spi, String dependencies) throws IOException {
        return new Inspection(
                        new Inspection.Identity(
                                "acme", "1.2.0", spi, "An\n  example", dependencies),
                        originOf(SpiVersion.class),
                        classes(),
                        lib(),
                        libraries)
                .run();
    }

    String written(String name) throws IOException {
        return Files.readString(classes().resolve(name));
    }

    /// The jar or the directory that a class comes from.
    static Path originOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
