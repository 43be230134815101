// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.Sha256;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A Maven repository behind HTTP, as its operator's is; this one is on this machine.
class HttpRepositoryTest {
    private static final String RELEASE = "com.acme:acme-weather:1.2.0";
    private static final String SNAPSHOT = "com.acme:acme-weather:1.3.0-SNAPSHOT";
    private static final String PLACE = "/com/acme/acme-weather/";

    @TempDir private Path directory;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        server =
                HttpServer.create(
                        new InetSocketAddress(
                                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0),
                        0);
        server.createContext(
                "/",
                call -> {
                    byte[] body = files.get(call.getRequestURI().getPath());
                    call.sendResponseHeaders(
                            body == null ? 404 : 200, body == null ? -1 : body.length);
                    if (body != null) {
                        call.getResponseBody().write(body);
                    }
                    call.close();
                });
        server.start();
        // nothing is asked for elsewhere
        Path m2 = Files.createDirectories(directory.resolve("m2"));
        Files.writeString(
                m2.resolve("settings.xml"),
                "<settings><mirrors><mirror><id>acme</id><mirrorOf>*</mirrorOf><url>%s</url></mirror></mirrors></settings>"
                        .formatted(address()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "SHA-1"})
    void should_take_zip_and_licences_when_the_checksums_are_right(String algorithm)
            throws Exception {
        publish("1.2.0/acme-weather-1.2.0.zip", "weather", algorithm);
        publish("1.2.0/acme-weather-1.2.0.pom", pom("1.2.0"), algorithm);

        Fetched fetched = fetch(RELEASE);

        assertEquals("weather", Files.readString(fetched.file()));
        assertEquals(List.of("Apache-2.0"), fetched.licences());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "SHA-1"})
    void should_refuse_when_a_checksum_is_anothers(String algorithm) throws Exception {
        publish("1.2.0/acme-weather-1.2.0.zip", "weather", algorithm);
        files.put(PLACE + "1.2.0/acme-weather-1.2.0.zip", "tampered".getBytes(UTF_8));

        String problem = refused(RELEASE);

        assertTrue(problem.startsWith(RELEASE + " can't be resolved: "), problem);
        assertTrue(problem.contains(address()), problem);
        assertTrue(problem.contains("Checksum validation failed"), problem);
        assertTrue(problem.contains(digest(algorithm, "weather")), problem);
    }

    @Test
    void should_believe_the_sha_256_when_the_sha_1_is_right_and_it_is_not() throws Exception {
        publish("1.2.0/acme-weather-1.2.0.zip", "weather", "SHA-1");
        files.put(
                PLACE + "1.2.0/acme-weather-1.2.0.zip.sha256",
                digest("SHA-256", "other").getBytes(UTF_8));

        assertTrue(refused(RELEASE).contains(digest("SHA-256", "other")));
    }

    @Test
    void should_refuse_when_there_is_no_checksum() throws Exception {
        files.put(PLACE + "1.2.0/acme-weather-1.2.0.zip", "weather".getBytes(UTF_8));

        String problem = refused(RELEASE);

        assertTrue(problem.contains("no checksums available"), problem);
    }

    @Test
    void should_take_the_newest_build_when_it_is_a_snapshot() throws Exception {
        snapshot("20260102.030405-1", "one");
        assertEquals("one", Files.readString(fetch(SNAPSHOT).file()));

        snapshot("20260102.040506-2", "two");
        assertEquals("two", Files.readString(fetch(SNAPSHOT).file()));
    }

    @Test
    void should_refuse_when_the_metadata_of_a_snapshot_is_changed_on_the_way() throws Exception {
        snapshot("20260102.030405-1", "one");
        files.put(
                PLACE + "1.3.0-SNAPSHOT/maven-metadata.xml.sha256",
                digest("SHA-256", "other").getBytes(UTF_8));

        assertTrue(refused(SNAPSHOT).startsWith(SNAPSHOT + " can't be resolved: "));
    }

    @Test
    void should_name_the_repository_when_it_has_none_and_look_again_when_asked_again()
            throws Exception {
        String problem = refused(RELEASE);

        assertTrue(problem.startsWith(RELEASE + " can't be resolved: "), problem);
        assertTrue(problem.contains("Could not find artifact"), problem);
        assertTrue(problem.contains(address()), problem);

        publish("1.2.0/acme-weather-1.2.0.zip", "weather", "SHA-256");
        assertEquals("weather", Files.readString(fetch(RELEASE).file()));
    }

    @Test
    void should_name_the_repository_when_its_server_is_away() throws Exception {
        publish("1.2.0/acme-weather-1.2.0.zip", "weather", "SHA-256");
        server.stop(0);

        String problem = refused(RELEASE);

        assertTrue(problem.startsWith(RELEASE + " can't be resolved: "), problem);
        assertTrue(problem.contains(address()), problem);
        assertTrue(problem.contains("refused"), problem);
    }

    private void snapshot(String build, String text) throws Exception {
        String version = "1.3.0-" + build;
        String time = build.substring(0, build.indexOf('-'));
        publish("1.3.0-SNAPSHOT/acme-weather-" + version + ".zip", text, "SHA-256");
        publish(
                "1.3.0-SNAPSHOT/maven-metadata.xml",
                """
                <metadata modelVersion="1.1.0">
                  <groupId>com.acme</groupId>
                  <artifactId>acme-weather</artifactId>
                  <version>1.3.0-SNAPSHOT</version>
                  <versioning>
                    <snapshot>
                      <timestamp>%s</timestamp>
                      <buildNumber>%s</buildNumber>
                    </snapshot>
                    <lastUpdated>%s</lastUpdated>
                    <snapshotVersions>
                      <snapshotVersion>
                        <extension>zip</extension>
                        <value>%s</value>
                        <updated>%s</updated>
                      </snapshotVersion>
                    </snapshotVersions>
                  </versioning>
                </metadata>
                """
                        .formatted(
                                time,
                                build.substring(build.indexOf('-') + 1),
                                time.replace(".", ""),
                                version,
                                time.replace(".", "")),
                "SHA-256");
    }

    private void publish(String path, String text, String algorithm) throws Exception {
        files.put(PLACE + path, text.getBytes(UTF_8));
        files.put(
                PLACE + path + "." + algorithm.replace("-", "").toLowerCase(java.util.Locale.ROOT),
                digest(algorithm, text).getBytes(UTF_8));
    }

    private static String digest(String algorithm, String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
    }

    private static String pom(String version) {
        return """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.acme</groupId>
          <artifactId>acme-weather</artifactId>
          <version>%s</version>
          <licenses><license><name>Apache-2.0</name></license></licenses>
        </project>
        """
                .formatted(version);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /// Each time as a command does it.
    private Fetched fetch(String coordinates) throws IOException, InstallRefusedException {
        try (PluginSources sources =
                new PluginSources(
                        directory.resolve("scratch"),
                        directory,
                        directory.resolve("m2"),
                        List.of(address()))) {
            Fetched fetched = sources.fetch(coordinates, Optional.empty());
            assertEquals(Sha256.of(fetched.file()), fetched.sha256());
            return fetched;
        }
    }

    private String refused(String coordinates) {
        List<String> problems =
                assertThrows(InstallRefusedException.class, () -> fetch(coordinates)).problems();
        assertEquals(1, problems.size(), problems::toString);
        assertEquals(1, problems.getFirst().lines().count(), problems::toString);
        return problems.getFirst();
    }
}
