// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.installer.AcmeZip;
import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.kernel.plugin.descriptor.Descriptor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class PluginZipTest {
    private static final byte[] DESCRIPTOR = text("id=acme\nversion=1.0.0\nspi=^0.1\n");

    @TempDir private Path directory;

    @Test
    void should_unpack_every_file_when_the_zip_is_a_builds() throws Exception {
        Path zip = new AcmeZip(directory, "acme").entry("lib/data/more.txt", text("more")).write();
        Path place = directory.resolve("place");

        Descriptor descriptor = new PluginZip(zip, "acme.zip").unpack(place);

        assertEquals("acme 1.0.0", descriptor.name().toString());
        assertTrue(Files.exists(place.resolve("plugin.properties")));
        assertTrue(Files.exists(place.resolve("lib/acme-1.0.0.jar")));
        assertEquals("more", Files.readString(place.resolve("lib/data/more.txt")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.txt",
                "lib/../../evil.txt",
                "/etc/evil.txt",
                "C:/evil.txt",
                "lib/sub\\evil.txt",
                "./evil.txt",
                "lib//evil.txt",
                "LIB/acme-1.0.0.jar"
            })
    void should_write_nothing_when_an_entry_leads_elsewhere(String name) throws Exception {
        Path zip = new AcmeZip(directory, "acme").entry(name, text("evil")).write();
        Path place = directory.resolve("a/b/place");

        String problem = refused(zip, place);

        assertTrue(problem.startsWith("plugin acme 1.0.0 (acme.zip): "), problem);
        assertTrue(problem.contains(name), problem);
        assertTrue(problem.contains("do not use it"), problem);
        assertFalse(Files.exists(directory.resolve("a")), "something was written");
    }

    @Test
    void should_refuse_when_an_entry_is_a_link() throws Exception {
        Path zip = new AcmeZip(directory, "acme").entry("lib/x", text("->/etc/passwd")).write();

        assertTrue(refused(zip, directory.resolve("place")).contains("lib/x is a link"));
    }

    @Test
    void should_refuse_when_an_entry_grows_a_thousandfold() throws Exception {
        Path zip = new AcmeZip(directory, "acme").entry("lib/x", new byte[8 << 20]).write();

        String problem = refused(zip, directory.resolve("place"));

        assertTrue(problem.contains("lib/x: it unpacks to more than 100 times"), problem);
    }

    @Test
    void should_refuse_when_there_are_more_entries_than_a_plugin_has() throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("plugin.properties", DESCRIPTOR);
        for (int i = 0; i < EntryCheck.MOST_ENTRIES; i++) {
            entries.put("lib/" + i, new byte[0]);
        }

        String problem = refused(written(AcmeZip.zip(entries)), directory.resolve("place"));

        assertTrue(problem.contains("10001 entries"), problem);
    }

    @Test
    void should_name_the_jar_when_one_is_damaged() throws Exception {
        byte[] content = new byte[10_000];
        new Random(7).nextBytes(content);
        byte[] jar = AcmeZip.zip(Map.of("acme/data.bin", content));
        // inside of what is packed
        jar[5_000] ^= 0x55;
        Path zip = new AcmeZip(directory, "acme").entry("lib/other.jar", jar).write();

        String problem = refused(zip, directory.resolve("place"));

        assertTrue(problem.startsWith("plugin acme 1.0.0 (acme.zip): lib/other.jar"), problem);
        assertTrue(problem.contains("fetch or build the zip again"), problem);
    }

    @Test
    void should_refuse_when_the_zip_is_cut_short() throws Exception {
        byte[] whole = Files.readAllBytes(new AcmeZip(directory, "acme").write());
        Path zip = written(Arrays.copyOf(whole, whole.length / 2));

        String problem = refused(zip, directory.resolve("place"));

        assertTrue(problem.startsWith("acme.zip: it is no zip, or a damaged one"), problem);
    }

    @Test
    void should_say_what_to_give_when_the_zip_is_no_plugin() throws Exception {
        Path zip = written(AcmeZip.zip(Map.of("readme.txt", text("Hello"))));

        String problem = refused(zip, directory.resolve("place"));

        assertTrue(problem.startsWith("acme.zip: it is no plugin"), problem);
        assertTrue(problem.contains("target/<name>-<version>.zip"), problem);
    }

    @Test
    void should_refuse_when_there_is_no_jar() throws Exception {
        Path zip = written(AcmeZip.zip(Map.of("plugin.properties", DESCRIPTOR)));

        assertTrue(refused(zip, directory.resolve("place")).contains("has no lib/*.jar"));
    }

    @ParameterizedTest
    @CsvSource({
        "'version=1.0.0|spi=^0.1', it has no id",
        "'id=acme|spi=^0.1', it has no version",
        "'id=acme|version=1.0.0', it has no spi",
        "'id=../acme|version=1.0.0|spi=^0.1', id = ../acme",
        "'id=acme|version=../1|spi=^0.1', version = ../1"
    })
    void should_name_key_and_value_when_the_descriptor_is_wrong(String lines, String wanted)
            throws Exception {
        byte[] descriptor = text(lines.replace('|', '\n'));
        Path zip = new AcmeZip(directory, "acme").entry("plugin.properties", descriptor).write();

        String problem = refused(zip, directory.resolve("place"));

        assertTrue(problem.contains("plugin.properties"), problem);
        assertTrue(problem.contains(wanted), problem);
    }

    private Path written(byte[] zip) throws Exception {
        return Files.write(directory.resolve("written.zip"), zip);
    }

    private static String refused(Path zip, Path place) {
        List<String> problems =
                assertThrows(
                                InstallRefusedException.class,
                                () -> new PluginZip(zip, "acme.zip").unpack(place))
                        .problems();
        assertEquals(1, problems.size(), problems::toString);
        return problems.getFirst();
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }
}
