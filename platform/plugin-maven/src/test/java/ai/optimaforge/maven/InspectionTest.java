// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the build of a plugin writes, and what it refuses.
class InspectionTest {
    @TempDir private Path target;

    @Test
    void should_describe_a_plugin_when_nothing_is_wrong() throws IOException {
        Compiled plugin = Compiled.endpoint(target);

        assertEquals(List.of(), plugin.inspect());
        assertEquals(
                "id=acme\nversion=1.2.0\nspi=^0.1\ndescription=An example\n",
                plugin.written("META-INF/forge/plugin.properties"));
        assertEquals(
                "acme.Hello\n",
                plugin.written("META-INF/services/ai.optimaforge.spi.endpoint.EndpointGroup"));
        assertEquals("ai/optimaforge/spi/endpoint/EndpointGroup\n", plugin.written(Linkage.FILE));
    }

    @Test
    void should_lay_contracts_as_json_when_nothing_is_wrong() throws IOException {
        Compiled plugin = Compiled.endpoint(target);
        String yaml = plugin.written("hello.yaml");
        plugin.inspect();
        String json = plugin.written("hello.yaml");

        assertTrue(json.startsWith("{\"openapi\":\"3.1.0\","), json);
        assertEquals(yamlTree(yaml), new JsonObject(json).getMap());
        assertEquals(List.of(), plugin.inspect());
        assertEquals(json, plugin.written("hello.yaml"));
    }

    private static Object yamlTree(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    @Test
    void should_say_the_given_range_when_the_author_gives_one() throws IOException {
        Compiled plugin = Compiled.endpoint(target);

        plugin.inspect(Optional.of("^1.4"));
        assertTrue(plugin.written("META-INF/forge/plugin.properties").contains("spi=^1.4\n"));
    }

    @Test
    void should_not_touch_a_file_when_it_says_the_same_already() throws IOException {
        Compiled plugin = Compiled.endpoint(target);
        plugin.inspect();
        Path linkage = plugin.classes().resolve(Linkage.FILE);
        var old = java.nio.file.attribute.FileTime.fromMillis(0);
        Files.setLastModifiedTime(linkage, old);

        plugin.inspect();
        assertEquals(old, Files.getLastModifiedTime(linkage));
    }

    @Test
    void should_list_members_however_the_code_names_them() throws IOException {
        Compiled plugin =
                Compiled.endpoint(target)
                        .source(
                                "acme.Uses",
                                """
                                package acme;
                                import ai.optimaforge.spi.*;
                                import ai.optimaforge.spi.model.*;
                                import io.vertx.core.Future;
                                import java.util.function.Function;
                                class Uses {
                                    static abstract class Base implements ChatInterceptor {}
                                    boolean inherited(Base base, ChatRequest request, CallContext call) {
                                        return base.isAskedBy(request, call);
                                    }
                                    Function<ChatRequest, Boolean> reference() {
                                        return ChatRequest::stream;
                                    }
                                    Object field() { return CommonError.OVERLOADED; }
                                    Object made() { return new ChatInterceptor.Before.Answered(null); }
                                    Object array() { return new Caller[0]; }
                                }
                                """);

        assertEquals(List.of(), plugin.inspect());
        List<String> lines = plugin.written(Linkage.FILE).lines().toList();
        assertEquals(lines.stream().sorted().distinct().toList(), lines);
        String spi = "ai/optimaforge/spi/";
        for (String line :
                List.of(
                        spi
                                + "model/ChatInterceptor.isAskedBy(Lai/optimaforge/spi/model/ChatRequest;"
                                + "Lai/optimaforge/spi/CallContext;)Z",
                        spi + "model/ChatRequest.stream()Z",
                        spi + "CommonError.OVERLOADED:Lai/optimaforge/spi/CommonError;",
                        spi
                                + "model/ChatInterceptor$Before$Answered.<init>"
                                + "(Lai/optimaforge/spi/model/ChatAnswer;)V",
                        spi + "Caller")) {
            assertTrue(lines.contains(line), () -> line + " is not in " + lines);
        }
        assertFalse(lines.stream().anyMatch(line -> !line.startsWith(spi)), lines::toString);
    }

    @Test
    void should_list_what_a_bundled_library_uses_and_lay_it_beside() throws IOException {
        Compiled library =
                new Compiled(target.resolve("library"))
                        .source(
                                "tools.Tool",
                                """
                                package tools;
                                class Tool {
                                    Object version() { return ai.optimaforge.spi.CommonError.values(); }
                                }
                                """);
        Compiled plugin =
                Compiled.endpoint(target).library("a:tools", "a:tools", library.classes());
        Files.createDirectories(plugin.lib());
        Files.writeString(plugin.lib().resolve("stale-0.9.jar"), "");

        assertEquals(List.of(), plugin.inspect());
        assertTrue(plugin.written(Linkage.FILE).contains("CommonError.values()"));
        try (var jars = Files.list(plugin.lib())) {
            assertEquals(
                    List.of("tools-1.0.jar"),
                    jars.map(jar -> jar.getFileName().toString()).toList());
        }
    }

    @Test
    void should_refuse_a_platform_dependency_when_it_is_not_provided() throws IOException {
        Path vertx = Compiled.originOf(Future.class);
        Compiled plugin =
                Compiled.endpoint(target)
                        .library("io.vertx:vertx-core", "io.vertx:vertx-core", vertx);

        String problem = only(plugin.inspect());
        assertTrue(problem.startsWith("pom.xml: io.vertx:vertx-core (scope compile)"), problem);
        assertTrue(problem.endsWith("give it <scope>provided</scope>"), problem);
        assertFalse(Files.exists(plugin.classes().resolve(Linkage.FILE)));
    }

    @Test
    void should_name_who_brings_it_when_a_host_class_comes_through_another() throws IOException {
        Path vertx = Compiled.originOf(Future.class);
        Compiled plugin =
                Compiled.endpoint(target)
                        .library("io.vertx:vertx-core", "acme:client", vertx)
                        .library("asm:asm", "asm:asm", Compiled.originOf(ClassReader.class));

        String problem = only(plugin.inspect());
        assertTrue(problem.contains("exclude it from acme:client"), problem);
    }

    @Test
    void should_refuse_a_class_in_a_package_of_the_platform() throws IOException {
        Compiled plugin =
                Compiled.endpoint(target)
                        .source(
                                "ai.optimaforge.spi.model.Mine",
                                "package ai.optimaforge.spi.model; class Mine {}");

        assertTrue(only(plugin.inspect()).startsWith("ai.optimaforge.spi.model.Mine is in"));
    }

    @Test
    void should_refuse_a_plugin_that_uses_the_kernel() throws IOException {
        Compiled plugin =
                Compiled.endpoint(target)
                        .source(
                                "ai.optimaforge.kernel.Kernel",
                                "package ai.optimaforge.kernel; public class Kernel {}")
                        .source(
                                "acme.Deep",
                                "package acme; class Deep { Object o = new"
                                        + " ai.optimaforge.kernel.Kernel(); }");

        List<String> problems = plugin.inspect();
        assertTrue(
                problems.stream()
                        .anyMatch(
                                problem ->
                                        problem.startsWith(
                                                "acme.Deep uses ai.optimaforge.kernel.Kernel")),
                problems::toString);
    }

    @Test
    void should_refuse_an_empty_index() throws IOException {
        Compiled plugin =
                new Compiled(target)
                        .source(
                                "acme.Hidden",
                                """
                                package acme;
                                abstract class Hidden implements ai.optimaforge.spi.endpoint.EndpointGroup {}
                                """);

        assertTrue(only(plugin.inspect()).startsWith("the plugin has no extension"));
        assertTrue(only(new Compiled(target.resolve("none")).inspect()).contains("no extension"));
    }

    @Test
    void should_refuse_a_contract_that_is_named_and_not_there() throws IOException {
        Compiled plugin = Compiled.endpoint(target);
        Files.delete(plugin.classes().resolve("hello.yaml"));

        assertEquals(
                "acme.Hello answers contract() with hello.yaml, and no contract is there: put it in"
                        + " src/main/resources",
                only(plugin.inspect()));
    }

    @Test
    void should_write_what_it_needs_when_the_pom_names_other_plugins() throws IOException {
        Compiled plugin = Compiled.endpoint(target);

        assertEquals(
                List.of(),
                plugin.inspect(Optional.empty(), "\n  acme-store@^1.2,\n  other@^0.3,\n"));
        assertTrue(
                plugin.written("META-INF/forge/plugin.properties")
                        .endsWith("\ndependencies=acme-store@^1.2,other@^0.3\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme-store", "acme-store@1.2", "acme-store@^1", "Acme@^1.2", "@^1.2"})
    void should_name_what_it_needs_when_that_is_no_plugin_with_a_range(String wrong)
            throws IOException {
        Compiled plugin = Compiled.endpoint(target);

        String problem = only(plugin.inspect(Optional.empty(), "other@^0.3, " + wrong));
        assertTrue(
                problem.startsWith("pom.xml: forge.plugin.dependencies: " + wrong + " must be"),
                problem);
    }

    @Test
    void should_refuse_itself_when_the_pom_names_it_as_needed() throws IOException {
        String problem = only(Compiled.endpoint(target).inspect(Optional.empty(), "acme@^1.2"));

        assertTrue(problem.contains("acme@^1.2 is the plugin itself"), problem);
    }

    private static final String ERRORS =
            """
            package acme;
            import ai.optimaforge.spi.*;
            enum Errors implements ErrorCode {
                ACME_GONE { @Override public int status() { return 410; } };
                @Override public String code() { return "acme_gone"; }
                @Override public ErrorType type() { return ErrorType.NOT_FOUND; }
            }
            """;

    @Test
    void should_list_the_enums_of_its_error_codes() throws IOException {
        Compiled plugin = Compiled.endpoint(target).source("acme.Errors", ERRORS);

        assertEquals(List.of(), plugin.inspect());
        assertEquals(
                "acme.Errors\n", plugin.written("META-INF/services/ai.optimaforge.spi.ErrorCode"));
    }

    @Test
    void should_forget_the_enum_of_its_error_codes_when_that_is_gone() throws IOException {
        Compiled plugin = Compiled.endpoint(target).source("acme.Errors", ERRORS);
        plugin.inspect();
        Files.delete(plugin.classes().resolve("acme/Errors.class"));
        Files.delete(plugin.classes().resolve("acme/Errors$1.class"));

        assertEquals(List.of(), plugin.inspect());
        assertFalse(
                Files.exists(
                        plugin.classes()
                                .resolve("META-INF/services/ai.optimaforge.spi.ErrorCode")));
    }

    @Test
    void should_refuse_an_error_code_that_is_no_enum() throws IOException {
        Compiled plugin =
                Compiled.endpoint(target)
                        .source(
                                "acme.Code",
                                """
                                package acme;
                                import ai.optimaforge.spi.*;
                                record Code(String code, ErrorType type) implements ErrorCode {}
                                """);

        String problem = only(plugin.inspect());
        assertTrue(problem.startsWith("acme.Code implements ErrorCode and is no enum"), problem);
        assertTrue(problem.endsWith("make it an enum"), problem);
    }

    private static String only(List<String> problems) {
        assertEquals(1, problems.size(), problems::toString);
        return problems.get(0);
    }
}
