// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.kernel.config.Samples.Http;
import ai.optimaforge.kernel.config.Samples.Upstream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ReferencesTest {
    @TempDir private Path directory;
    private Workspace workspace;

    @BeforeEach
    void prepare() {
        workspace = Workspace.in(directory);
    }

    @Test
    void should_put_in_variables_and_files_when_a_value_refers_to_them() {
        workspace.yaml("base-url: https://${env:HOST}/${env:PATH_}\napi-key: ${file:key}\n");
        workspace.file("key", "sk-1\n\n");

        Upstream upstream =
                workspace
                        .env(Map.of("HOST", "example.org", "PATH_", "v1"))
                        .verified("", Upstream.class);

        assertEquals("https://example.org/v1", upstream.baseUrl().toString());
        assertEquals("sk-1\n", upstream.apiKey().reveal());
    }

    @Test
    void should_keep_the_text_when_the_dollar_is_doubled() {
        Http http =
                workspace
                        .set("http.host=a$${b}$${${env:X}}")
                        .env(Map.of("X", "x"))
                        .verified("http", Http.class);

        assertEquals("a${b}${x}", http.host());
    }

    @Test
    void should_show_the_reference_when_asked_what_is_in_effect() {
        Configuration configuration =
                workspace.set("http.host=${env:X}").env(Map.of("X", "hidden")).read();
        configuration.register("http", Http.class);
        configuration.verify();

        assertEquals("${env:X}", configuration.effective().get(2).value());
    }

    @Test
    void should_name_key_and_origin_when_the_target_is_missing() {
        workspace.yaml("base-url: ${env:NOWHERE}\napi-key: ${file:/no/such}\n");

        assertEquals(
                List.of(
                        "base-url = ${env:NOWHERE} (file conf/forge.yaml:1): refers to the"
                                + " environment variable NOWHERE, which is not set",
                        "api-key = *** (file conf/forge.yaml:2): refers to the file /no/such,"
                                + " which cannot be read"),
                workspace.problems("", Upstream.class));
    }

    @Test
    void should_refuse_when_the_reference_is_malformed() {
        assertEquals(
                List.of(
                        "http.host = ${X} (--set): refers to ${X}; must be ${env:NAME},"
                                + " ${file:/path}, or $${ for ${"),
                workspace.set("http.host=${X}").problems("http", Http.class));
        assertEquals(
                List.of("http.host = ${env:X (--set): has a ${ without its }"),
                workspace.set("http.host=${env:X").problems("http", Http.class));
    }
}
