// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.Sha256;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where plugins come from. Nothing of it leaves this machine: repositories are directories.
class PluginSourcesTest {
    private static final String COORDINATES = "com.acme:acme-weather:1.2.0";

    @TempDir private Path directory;

    @Test
    void should_take_zip_and_licences_when_a_repository_has_them() throws Exception {
        Path repository = publish("repository");
        try (PluginSources sources = sources(List.of(repository.toUri().toString()))) {
            Fetched fetched = sources.fetch(COORDINATES, Optional.empty());

            assertEquals("weather", Files.readString(fetched.file()));
            assertEquals(COORDINATES, fetched.coordinates().orElseThrow().toString());
            assertEquals(List.of("Apache-2.0"), fetched.licences());
        }
    }

    @Test
    void should_ask_the_mirror_when_the_settings_name_one() throws Exception {
        Path repository = publish("mirror");
        settings(
                "<mirrors><mirror><id>all</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors>"
                        .formatted(repository.toUri()));
        try (PluginSources sources = sources(List.of())) {
            Fetched fetched = sources.fetch(COORDINATES, Optional.empty());

            assertEquals("weather", Files.readString(fetched.file()));
        }
    }

    @Test
    void should_name_coordinates_and_places_when_no_repository_has_it() throws Exception {
        settings("<offline>true</offline>");
        Path repository = publish("repository");
        try (PluginSources sources = sources(List.of(repository.toUri().toString()))) {
            String problem = refused(sources, "com.acme:acme-weather:9.9.9", Optional.empty());

            assertTrue(problem.startsWith("com.acme:acme-weather:9.9.9 can't be"), problem);
        }
    }

    @Test
    void should_name_the_file_when_the_settings_are_no_settings() throws Exception {
        settings("<mirrors>");
        try (PluginSources sources = sources(List.of())) {
            String problem = refused(sources, COORDINATES, Optional.empty());

            assertTrue(problem.contains("settings.xml can't be read"), problem);
        }
    }

    @Test
    void should_refuse_when_the_sha_256_is_another() throws Exception {
        Path zip = Files.writeString(directory.resolve("acme.zip"), "acme");
        String other = "0".repeat(64);
        try (PluginSources sources = sources(List.of())) {
            String problem = refused(sources, zip.toString(), Optional.of(other));

            assertTrue(problem.contains(Sha256.of(zip)), problem);
            assertTrue(problem.contains(other), problem);
            assertEquals(zip, sources.fetch(zip.toString(), Optional.of(Sha256.of(zip))).file());
        }
    }

    @Test
    void should_say_what_a_plugin_may_be_when_it_is_none() throws Exception {
        try (PluginSources sources = sources(List.of())) {
            assertTrue(
                    refused(sources, "acme:1", Optional.empty())
                            .contains("give group:artifact:version"));
            assertTrue(
                    refused(sources, "none.zip", Optional.empty())
                            .startsWith("none.zip: there is no such file"));
            assertTrue(
                    refused(sources, directory.toString(), Optional.empty())
                            .contains("it is no file"));
        }
    }

    @Test
    void should_download_when_an_address_leads_on_to_a_file() throws Exception {
        HttpServer server = server();
        try (PluginSources sources = sources(List.of())) {
            Fetched fetched = sources.fetch(address(server, "/moved"), Optional.empty());

            assertEquals("weather", Files.readString(fetched.file()));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void should_give_up_when_an_address_leads_round_in_circles() throws Exception {
        HttpServer server = server();
        try (PluginSources sources = sources(List.of())) {
            String problem = refused(sources, address(server, "/loop"), Optional.empty());

            assertTrue(problem.contains("leads on more than 5 times"), problem);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void should_tell_the_status_when_there_is_no_file() throws Exception {
        HttpServer server = server();
        try (PluginSources sources = sources(List.of())) {
            String problem = refused(sources, address(server, "/none"), Optional.empty());

            assertTrue(problem.endsWith("/none answered 404"), problem);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void should_refuse_when_http_would_leave_this_machine() throws Exception {
        HttpServer server = server();
        try (PluginSources sources = sources(List.of())) {
            String direct = refused(sources, "http://192.0.2.1/a.zip", Optional.empty());
            String onward = refused(sources, address(server, "/away"), Optional.empty());

            assertTrue(direct.contains("http is for this machine only"), direct);
            assertTrue(onward.contains("http is for this machine only"), onward);
        } finally {
            server.stop(0);
        }
    }

    private PluginSources sources(List<String> repositories) {
        return new PluginSources(
                directory.resolve("scratch"), directory, directory.resolve("m2"), repositories);
    }

    private void settings(String content) throws Exception {
        Path m2 = Files.createDirectories(directory.resolve("m2"));
        Files.writeString(m2.resolve("settings.xml"), "<settings>" + content + "</settings>");
    }

    private Path publish(String name) throws Exception {
        Path place = directory.resolve(name + "/com/acme/acme-weather/1.2.0");
        Files.createDirectories(place);
        Files.writeString(place.resolve("acme-weather-1.2.0.zip"), "weather");
        Files.writeString(
                place.resolve("acme-weather-1.2.0.pom"),
                """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.acme</groupId>
                  <artifactId>acme-weather</artifactId>
                  <version>1.2.0</version>
                  <licenses><license><name>Apache-2.0</name></license></licenses>
                </project>
                """);
        for (String file : List.of("acme-weather-1.2.0.zip", "acme-weather-1.2.0.pom")) {
            Files.writeString(place.resolve(file + ".sha256"), Sha256.of(place.resolve(file)));
            Files.writeString(place.resolve(file + ".sha1"), sha1(place.resolve(file)));
        }
        return directory.resolve(name);
    }

    private static String sha1(Path file) throws Exception {
        var digest = java.security.MessageDigest.getInstance("SHA-1");
        return java.util.HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    }

    private static HttpServer server() throws Exception {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        server.createContext(
                "/",
                call -> {
                    String path = call.getRequestURI().getPath();
                    byte[] body = "weather".getBytes(UTF_8);
                    switch (path) {
                        case "/moved" -> call.getResponseHeaders().set("Location", "/file");
                        case "/loop" -> call.getResponseHeaders().set("Location", "/loop");
                        case "/away" ->
                                call.getResponseHeaders().set("Location", "http://192.0.2.1/x");
                        default -> {}
                    }
                    int status = path.equals("/file") ? 200 : path.equals("/none") ? 404 : 302;
                    call.sendResponseHeaders(status, body.length);
                    call.getResponseBody().write(body);
                    call.close();
                });
        server.start();
        return server;
    }

    private static String address(HttpServer server, String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static String refused(PluginSources sources, String plugin, Optional<String> sha256) {
        List<String> problems =
                assertThrows(InstallRefusedException.class, () -> sources.fetch(plugin, sha256))
                        .problems();
        assertEquals(1, problems.size(), problems::toString);
        return problems.getFirst();
    }
}
