// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.assemble;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.installer.AcmeZip;
import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.Sha256;
import ai.optimaforge.installer.lock.LockCheck;
import ai.optimaforge.installer.plugins.InstalledPlugins;
import ai.optimaforge.installer.resolve.Fetched;
import ai.optimaforge.installer.resolve.PluginSources;

import io.vertx.core.json.JsonObject;

import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class AssemblyTest {
    private static final String SELECTION =
            """
            name: ours
            plugins: [acme, ./other-1.0.0.zip]
            settings:
              http: {port: 9000}
              http.body-limit: 1 MiB
            """;

    @TempDir private static Path home;
    @TempDir private Path directory;

    @BeforeAll
    static void distribution() throws Exception {
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib/tools"));
        Path script = Files.writeString(home.resolve("bin/forge"), "#!/bin/sh\n");
        assertTrue(script.toFile().setExecutable(true));
        Files.write(home.resolve("lib/a-1.0.jar"), AcmeZip.zip(Map.of("a", new byte[1])));
        Files.write(home.resolve("lib/tools/b-2.0.jar"), AcmeZip.zip(Map.of("b", new byte[1])));
        Files.writeString(home.resolve("lib/forge.aot"), "notes of a start");
        Path zip = new AcmeZip(home, "acme").write();
        Fetched fetched = new Fetched(zip, "acme.zip", Sha256.of(zip), Optional.empty(), List.of());
        new InstalledPlugins(home).add(List.of(fetched), "a test", false);
    }

    @Test
    void should_write_all_that_a_distribution_has_when_a_selection_fits() throws Exception {
        Path made = assemble(SELECTION, "made").directory();

        assertEquals(List.of(), LockCheck.whole(made));
        assertTrue(Files.isExecutable(made.resolve("bin/forge")));
        assertTrue(Files.exists(made.resolve("lib/a-1.0.jar")));
        assertTrue(Files.exists(made.resolve("lib/tools/b-2.0.jar")));
        assertFalse(Files.exists(made.resolve("lib/forge.aot")), "what was trained is no input");
        JsonObject paths =
                new JsonObject(Files.readString(made.resolve("openapi.json")))
                        .getJsonObject("paths");
        assertTrue(paths.containsKey("/v1/acme") && paths.containsKey("/v1/other"));
        String containerfile = Files.readString(made.resolve("Containerfile"));
        assertTrue(containerfile.contains("\nCOPY plugins/acme-1.0.0/ "), containerfile);
        assertTrue(containerfile.contains("\nCOPY plugins/other-1.0.0/ "), containerfile);
        assertFalse(containerfile.contains("@"), containerfile);
        assertTrue(Files.readString(made.resolve("forge.service")).contains("ExecStart="));
    }

    @Test
    void should_set_what_the_selection_sets_when_the_settings_are_written() throws Exception {
        Path made = assemble(SELECTION, "made").directory();
        String conf = Files.readString(made.resolve("conf/forge.yaml"));

        assertTrue(conf.contains("# The port to listen on"), conf);
        assertTrue(conf.lines().anyMatch("http.port: 9000"::equals), conf);
        assertTrue(conf.lines().anyMatch("http.body-limit: 1 MiB"::equals), conf);
        assertTrue(conf.lines().anyMatch("#http.host: 127.0.0.1"::equals), conf);
    }

    @Test
    void should_write_an_sbom_that_its_schema_takes_when_assembled() throws Exception {
        Path sbom = assemble(SELECTION, "made").directory().resolve("sbom.json");

        assertEquals(List.of(), new JsonParser().validate(sbom.toFile(), Version.VERSION_16));
        String text = Files.readString(sbom);
        assertTrue(text.contains("pkg:maven/com.acme/acme@1.0.0"), text);
        assertTrue(text.contains("\"Apache-2.0\""), text);
    }

    @Test
    void should_write_the_same_bytes_when_assembled_twice() throws Exception {
        Assembly.Assembled one = assemble(SELECTION, "one/made");
        Files.setLastModifiedTime(
                home.resolve("lib/a-1.0.jar"), FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
        Assembly.Assembled two = assemble(SELECTION, "two/made");

        assertArrayEquals(Files.readAllBytes(one.archive()), Files.readAllBytes(two.archive()));
    }

    @Test
    void should_know_a_provider_by_its_file_when_the_selection_has_one() {
        // no plugin here makes providers of any type
        List<String> problems =
                refused(
                        """
                        name: ours
                        plugins: [acme]
                        providers: {up: {type: opnai, api-key: "${env:NOT_KNOWN_HERE}"}}
                        """);

        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.getFirst().contains("conf/providers/up.yaml"), problems::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nme: x | nme is unknown; did you mean name?",
                "name: Not This | name = Not This must be lower-case words",
                "plugins: acme | plugins = acme must be a list",
                "plugins: [acme, acme] | plugins: acme is there twice",
                "plugins: [acm] | did you mean acme?",
                "plugins: [./none.zip] | ./none.zip: there is no such file",
                "plugins: [acme, ./acme-1.0.0.zip] | plugin acme 1.0.0: ",
                "plugins: [./twin-1.0.0.zip, acme] | /v1/acme",
                "plugins: [./late-1.0.0.zip] | SPI ^7.3",
                "plugins: [./needy-1.0.0.zip] | it needs plugin acme ^9.0, which is not installed",
                "plugins: [acme, ./needy-1.0.0.zip] | acme ^9.0, and acme 1.0.0 is there",
                "plugins: [./code-1.0.0.zip, ./edoc-1.0.0.zip] | the error code acme_gone is in",
                "settings: [http] | settings = [http] must be a map",
                "settings: {http.prt: 1} | did you mean http.port?",
                "settings: {http.port: many} | http.port = many",
                "settings: {http.port: 1, http: {port: 2}} | settings: http.port is there twice",
                "providers: {up: 7} | providers.up = 7 must be a map"
            })
    void should_leave_nothing_when_a_selection_does_not_fit(String line, String wanted) {
        new AcmeZip(directory, "late").spi("^7.3").write();
        new AcmeZip(directory, "needy").needs("acme@^9.0").write();
        new AcmeZip(directory, "code").errorCode("acme_gone").write();
        new AcmeZip(directory, "edoc").errorCode("acme_gone").write();
        new AcmeZip(directory, "twin").serving("/v1/acme").write();
        String key = line.substring(0, line.indexOf(':'));
        StringBuilder selection = new StringBuilder(line).append('\n');
        Map.of("name", "ours", "plugins", "[acme]")
                .forEach(
                        (name, value) -> {
                            if (!name.equals(key)) {
                                selection.append(name + ": " + value + "\n");
                            }
                        });

        String problems = String.join("\n", refused(selection.toString()));

        assertTrue(problems.contains(wanted), problems);
        assertFalse(Files.exists(directory.resolve("made")), "something was left");
        assertFalse(Files.exists(directory.resolve(".made.assembling")), "something was left");
        assertFalse(Files.exists(directory.resolve("made.tar.gz")), "something was left");
    }

    @Test
    void should_refuse_when_the_directory_is_there() throws Exception {
        Path there = Files.createDirectories(directory.resolve("made"));

        assertTrue(refused(SELECTION).getFirst().startsWith(there + " is there already"));
    }

    @Test
    void should_refuse_when_a_plugin_of_the_distribution_was_changed() throws Exception {
        Path jar = home.resolve("plugins/acme-1.0.0/lib/acme-1.0.0.jar");
        byte[] before = Files.readAllBytes(jar);
        Files.writeString(jar, "changed");

        List<String> problems = refused(SELECTION);
        Files.write(jar, before);

        assertTrue(problems.getFirst().startsWith("plugin acme 1.0.0: "), problems::toString);
    }

    private List<String> refused(String selection) {
        return assertThrows(InstallRefusedException.class, () -> assemble(selection, "made"))
                .problems();
    }

    private Assembly.Assembled assemble(String text, String out) throws Exception {
        new AcmeZip(directory, "acme").write();
        new AcmeZip(directory, "other").write();
        Path file = Files.writeString(directory.resolve("selection.yaml"), text);
        Selection selection = Selection.read(file);
        Files.createDirectories(directory.resolve("m2"));
        Files.writeString(
                directory.resolve("m2/settings.xml"),
                "<settings><offline>true</offline></settings>");
        Path target = directory.resolve(out);
        Files.createDirectories(target.getParent());
        try (PluginSources sources =
                new PluginSources(
                        directory.resolve("scratch"),
                        selection.base(),
                        directory.resolve("m2"),
                        List.of())) {
            return new Assembly(home, "0.1.0", Map.of()).run(selection, sources, target);
        }
    }
}
