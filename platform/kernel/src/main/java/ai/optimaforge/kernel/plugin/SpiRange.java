// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A caret range of SPI versions, as semver has it: `^1.2` takes 1.2 and all later versions
/// before 2.0, `^0.1` takes 0.1 and its patches.
///
/// Checked here and not by PF4J, which reads `requires=1.2.3` as `>=1.2.3`.
///
/// @param major the major version, which must agree
/// @param minor the minor version, which must agree below 1.0 and may be later from 1.0 on
record SpiRange(int major, int minor) {
    private static final Pattern CARET = Pattern.compile("\\^(\\d+)\\.(\\d+)");
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\..*");

    static Optional<SpiRange> parse(String text) {
        return read(CARET, text);
    }

    boolean accepts(String version) {
        SpiRange actual =
                read(VERSION, version)
                        .orElseThrow(() -> new IllegalArgumentException("no version: " + version));
        boolean minorFits = major == 0 ? actual.minor == minor : actual.minor >= minor;
        return actual.major == major && minorFits;
    }

    private static Optional<SpiRange> read(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new SpiRange(
                                Integer.parseInt(matcher.group(1)),
                                Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }
}
