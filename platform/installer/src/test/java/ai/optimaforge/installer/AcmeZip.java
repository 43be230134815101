// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/// A plugin's zip, as its build leaves it: one class that serves one path. Each part can be
/// spoilt.
public final class AcmeZip {
    /// Classes by their source: to compile one takes longer than to install it.
    private static final Map<String, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    private final Path directory;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Map<String, byte[]> jar = new LinkedHashMap<>();
    private final String id;
    private String version = "1.0.0";
    private String spi = "^0.1";
    private String path;
    private String members = "";
    private String dependencies = "";
    private String code = "";

    /// A zip to be written into a directory.
    public AcmeZip(Path directory, String id) {
        this.directory = directory;
        this.id = id;
        this.path = "/v1/" + id;
    }

    /// Another version than 1.0.0.
    public AcmeZip version(String other) {
        version = other;
        return this;
    }

    /// Another range of SPI versions than the one that fits.
    public AcmeZip spi(String range) {
        spi = range;
        return this;
    }

    /// The plugins that it needs, as its descriptor names them.
    public AcmeZip needs(String others) {
        dependencies = "dependencies=" + others + "\n";
        return this;
    }

    /// An enum with one code of an error.
    public AcmeZip errorCode(String other) {
        code = other;
        return this;
    }

    /// Another path that it serves.
    public AcmeZip serving(String other) {
        path = other;
        return this;
    }

    /// More of its class.
    public AcmeZip members(String text) {
        members = text;
        return this;
    }

    /// A further entry, or another in place of one.
    public AcmeZip entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /// Compiles and packs it.
    public Path write() {
        try {
            compile();
            String maven = "META-INF/maven/com.acme/" + id + "/";
            put(
                    maven + "pom.properties",
                    "groupId=com.acme\nartifactId=" + id + "\nversion=" + version + "\n");
            put(
                    maven + "pom.xml",
                    "<project><modelVersion>4.0.0</modelVersion><licenses><license><name>The Apache"
                            + " License, Version 2.0</name></license></licenses></project>");
            put("META-INF/services/ai.optimaforge.spi.endpoint.EndpointGroup", "acme.Endpoints\n");
            if (!code.isEmpty()) {
                put("META-INF/services/ai.optimaforge.spi.ErrorCode", "acme.Endpoints$Errors\n");
            }
            put(
                    "acme.yaml",
                    "openapi: 3.1.0\npaths:\n  %s:\n    get: {operationId: %s, security: []}\n"
                            .formatted(path, operation()));
            Map<String, byte[]> all = new LinkedHashMap<>();
            all.put(
                    "plugin.properties",
                    "id=%s\nversion=%s\nspi=%s\ndescription=Acme.\n%s"
                            .formatted(id, version, spi, dependencies)
                            .getBytes(UTF_8));
            all.put("lib/%s-%s.jar".formatted(id, version), zip(jar));
            all.putAll(entries);
            Path file = directory.resolve(id + "-" + version + ".zip");
            Files.write(file, zip(all));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String operation() {
        return id.replace("-", "");
    }

    private void put(String name, String text) {
        jar.put(name, text.getBytes(UTF_8));
    }

    private void compile() throws IOException {
        String source =
                """
                package acme;

                import ai.optimaforge.spi.endpoint.*;
                import io.vertx.core.Future;
                import io.vertx.core.json.JsonObject;

                public final class Endpoints implements EndpointGroup {
                    %s
                    enum Errors implements ai.optimaforge.spi.ErrorCode {
                        ONE;
                        @Override public String code() { return "%s"; }
                        @Override public ai.optimaforge.spi.ErrorType type() {
                            return ai.optimaforge.spi.ErrorType.CONFLICT;
                        }
                    }
                    @Override public String contract() { return "acme.yaml"; }
                    @Override public void bind(Operations operations) {
                        operations.on("%s",
                                call -> Future.succeededFuture(Answer.json(new JsonObject())));
                    }
                }
                """
                        .formatted(members, code, operation());
        Map<String, byte[]> classes = COMPILED.get(source);
        if (classes == null) {
            classes = compile(source);
            COMPILED.put(source, classes);
        }
        jar.putAll(classes);
    }

    private Map<String, byte[]> compile(String source) throws IOException {
        Path work = Files.createTempDirectory(directory, "classes");
        Path file = Files.writeString(work.resolve("Endpoints.java"), source);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<String> line =
                List.of(
                        "-proc:none",
                        "-d",
                        work.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        file.toString());
        int code =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, said, said, line.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException(said.toString(UTF_8));
        }
        Map<String, byte[]> types = new LinkedHashMap<>();
        try (Stream<Path> classes = Files.list(work.resolve("acme"))) {
            for (Path type : classes.sorted().toList()) {
                types.put("acme/" + type.getFileName(), Files.readAllBytes(type));
            }
        }
        return types;
    }

    /// A zip of entries; one whose content begins with `->` is a link.
    public static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipArchiveEntry added = new ZipArchiveEntry(entry.getKey());
                added.setTime(0);
                boolean link = new String(entry.getValue(), UTF_8).startsWith("->");
                added.setUnixMode(link ? 0120777 : 0100644);
                zip.putArchiveEntry(added);
                zip.write(entry.getValue());
                zip.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
