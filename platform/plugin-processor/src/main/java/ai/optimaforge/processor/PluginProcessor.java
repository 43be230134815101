// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/// Writes what the kernel reads of a plugin before it loads a class of it: the index of its
/// extensions (a services file for each SPI type) and its descriptor. An extension is any public
/// class that is not abstract and implements one of the SPI's extension types; it needs no
/// annotation.
@SupportedAnnotationTypes("*")
@SupportedOptions({
    PluginProcessor.ID,
    PluginProcessor.VERSION,
    PluginProcessor.SPI,
    PluginProcessor.DESCRIPTION
})
public final class PluginProcessor extends AbstractProcessor {
    static final String ID = "forge.plugin.id";
    static final String VERSION = "forge.plugin.version";
    static final String SPI = "forge.plugin.spi";
    static final String DESCRIPTION = "forge.plugin.description";

    private static final List<String> EXTENSION_TYPES =
            List.of(
                    "ai.optimaforge.spi.endpoint.EndpointGroup",
                    "ai.optimaforge.spi.model.ModelProviderFactory",
                    "ai.optimaforge.spi.connect.ConnectAppFactory",
                    "ai.optimaforge.spi.model.ChatInterceptor");

    private final Map<String, Set<String>> extensions = new TreeMap<>();

    /// For the compiler.
    public PluginProcessor() {}

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (!processingEnv.getOptions().containsKey(ID)) {
            return false;
        }
        collect(ElementFilter.typesIn(round.getRootElements()));
        if (round.processingOver()) {
            write();
        }
        return false;
    }

    private void collect(Iterable<TypeElement> types) {
        for (TypeElement type : types) {
            Set<Modifier> modifiers = type.getModifiers();
            if (modifiers.contains(Modifier.PUBLIC) && !modifiers.contains(Modifier.ABSTRACT)) {
                EXTENSION_TYPES.forEach(extensionType -> index(type, extensionType));
            }
            collect(ElementFilter.typesIn(type.getEnclosedElements()));
        }
    }

    private void index(TypeElement type, String extensionType) {
        Element contract = processingEnv.getElementUtils().getTypeElement(extensionType);
        if (contract == null) {
            return;
        }
        var types = processingEnv.getTypeUtils();
        if (types.isSubtype(types.erasure(type.asType()), types.erasure(contract.asType()))) {
            extensions
                    .computeIfAbsent(extensionType, key -> new TreeSet<>())
                    .add(processingEnv.getElementUtils().getBinaryName(type).toString());
        }
    }

    private void write() {
        if (extensions.isEmpty()) {
            fail(
                    "the plugin has no extension: no public class implements one of "
                            + EXTENSION_TYPES);
            return;
        }
        extensions.forEach(
                (type, names) ->
                        write("META-INF/services/" + type, String.join("\n", names) + "\n"));
        write("META-INF/forge/plugin.properties", descriptor());
    }

    private String descriptor() {
        return "id="
                + option(ID)
                + "\nversion="
                + option(VERSION)
                + "\nspi="
                + option(SPI)
                + "\ndescription="
                + option(DESCRIPTION).replaceAll("\\s+", " ").strip()
                + "\n";
    }

    private String option(String name) {
        return processingEnv.getOptions().getOrDefault(name, "");
    }

    private void write(String name, String text) {
        try (Writer writer =
                new OutputStreamWriter(
                        processingEnv
                                .getFiler()
                                .createResource(StandardLocation.CLASS_OUTPUT, "", name)
                                .openOutputStream(),
                        UTF_8)) {
            writer.write(text);
        } catch (IOException e) {
            fail("cannot write " + name + ": " + e.getMessage());
        }
    }

    private void fail(String message) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message);
    }
}
