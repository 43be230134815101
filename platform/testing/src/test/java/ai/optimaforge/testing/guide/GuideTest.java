// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The code in the author's guide is that of the examples, word for word.
class GuideTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- snippet (\\S+) (\\S+) -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("```(java|yaml|xml)\\n");

    /// A piece of the guide.
    ///
    /// @param file where it comes from
    /// @param region the region of the file
    /// @param text what the guide has
    record Snippet(String file, String region, String text) {
        @Override
        public String toString() {
            return file + " " + region;
        }
    }

    static List<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        Matcher found = SNIPPET.matcher(guide());
        while (found.find()) {
            snippets.add(new Snippet(found.group(1), found.group(2), found.group(3)));
        }
        return snippets;
    }

    private static String guide() throws IOException {
        return Files.readString(ROOT.resolve("platform/spi/README.md"));
    }

    @Test
    void should_take_all_its_code_from_the_examples() throws IOException {
        long codes = CODE.matcher(guide()).results().count();
        assertEquals(codes, snippets().size(), "pieces of code and of the examples");
        assertTrue(codes > 10);
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void should_have_what_the_example_has(Snippet snippet) throws IOException {
        assertEquals(region(snippet), snippet.text());
    }

    private static String region(Snippet snippet) throws IOException {
        List<String> region = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(ROOT.resolve(snippet.file()))) {
            String mark = line.strip().replaceFirst("^(//|#|<!--) ?", "").replace(" -->", "");
            if (mark.equals("region " + snippet.region())) {
                inside = true;
            } else if (inside && mark.equals("endregion")) {
                return withoutMargin(region);
            } else if (inside) {
                region.add(line);
            }
        }
        throw new AssertionError(snippet + ": there is no such region");
    }

    private static String withoutMargin(List<String> lines) {
        return String.join("\n", lines).replaceAll("^\\n+|\\s+$", "").stripIndent() + "\n";
    }
}
