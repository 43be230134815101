// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.json.JsonDocument;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

/// What of the host a plugin sees.
class SharedClassesTest {
    private static final String OWN =
            "the platform does not share it: give the plugin its own, as a dependency of scope"
                    + " compile or runtime";

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.fasterxml.jackson.core.JsonFactory | " + OWN,
                "ai.optimaforge.kernel.Kernel | "
                        + "the kernel is not for plugins: use the SPI, or ask for what it lacks",
                "io.vertx.core.internal.ContextInternal | this part of Vert.x is internal",
                "io.vertx.core.json.jackson.JacksonCodec | this part of Vert.x is internal",
                "org.pf4j.PluginManager | " + OWN,
                "io.netty.buffer.ByteBuf | " + OWN,
            })
    void should_say_who_asked_and_what_to_do_when_a_class_is_denied(String name, String advice) {
        PluginLocation plugin =
                PluginBuild.of(directory, "acme")
                        .endpoints(
                                "public Endpoints() { System.identityHashCode(%s.class); }"
                                        .formatted(name),
                                "")
                        .built();
        try (Room room = new Room()) {
            room.start(plugin);
            assertEquals(
                    "acme.Endpoints threw in its constructor: plugin acme asked for %s: %s"
                            .formatted(name, advice),
                    room.statuses().getFirst().reason());
        }
    }

    @Test
    void should_say_so_too_when_a_class_extends_what_is_denied() {
        PluginLocation plugin =
                PluginBuild.serving(directory, "acme")
                        .source("acme.Mine", "package acme; class Mine extends org.pf4j.Plugin {}")
                        .endpoints("public Endpoints() { new Mine(); }", "")
                        .built();
        try (Room room = new Room()) {
            room.start(plugin);
            assertEquals(
                    "acme.Endpoints threw in its constructor:"
                            + " plugin acme asked for org.pf4j.Plugin: "
                            + OWN,
                    room.statuses().getFirst().reason());
        }
    }

    @Test
    void should_get_the_hosts_class_when_it_brings_one_of_the_same_name() {
        PluginLocation plugin =
                PluginBuild.of(directory, "acme")
                        .source(
                                "ai.optimaforge.spi.json.JsonDocument",
                                "package ai.optimaforge.spi.json; public class JsonDocument {}")
                        .endpoints(
                                "public Class<?> document() {"
                                        + " return ai.optimaforge.spi.json.JsonDocument.class; }",
                                "")
                        .built();
        try (Room room = new Room()) {
            EndpointGroup group = room.start(plugin).getFirst().endpointGroups().getFirst();
            assertSame(JsonDocument.class, call(group, "document"));
        }
    }

    @Test
    void should_get_its_own_class_when_the_host_has_one_that_is_not_shared() {
        PluginLocation plugin =
                PluginBuild.of(directory, "acme")
                        .source("org.pf4j.Plugin", "package org.pf4j; public class Plugin {}")
                        .endpoints("public Class<?> own() { return org.pf4j.Plugin.class; }", "")
                        .built();
        try (Room room = new Room()) {
            EndpointGroup group = room.start(plugin).getFirst().endpointGroups().getFirst();
            assertSame(
                    group.getClass().getClassLoader(),
                    ((Class<?>) call(group, "own")).getClassLoader());
        }
    }

    @Test
    void should_see_no_resource_when_only_the_host_has_it() {
        PluginLocation plugin = PluginBuild.serving(directory, "acme").built();
        try (Room room = new Room()) {
            ClassLoader loader =
                    room.start(plugin)
                            .getFirst()
                            .endpointGroups()
                            .getFirst()
                            .getClass()
                            .getClassLoader();
            assertNull(loader.getResource("kernel.yaml"));
            assertNull(
                    loader.getResource("META-INF/services/io.vertx.core.spi.VertxServiceProvider"));
        }
    }

    @Test
    void should_be_apart_when_two_plugins_bring_classes_of_the_same_name() {
        PluginLocation one = PluginBuild.serving(directory, "one").built();
        PluginLocation two = PluginBuild.serving(directory, "two").built();
        try (Room room = new Room()) {
            for (RunningPlugin plugin : room.start(one, two)) {
                ClassLoader loader = plugin.endpointGroups().getFirst().getClass().getClassLoader();
                assertEquals(plugin.descriptor().id(), loader.getName());
            }
        }
    }

    private static Object call(EndpointGroup group, String method) {
        try {
            return group.getClass().getMethod(method).invoke(group);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(method, e);
        }
    }
}
