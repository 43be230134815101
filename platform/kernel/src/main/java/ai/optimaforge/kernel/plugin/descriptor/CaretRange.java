// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin.descriptor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A caret range of versions, as semver has it: `^1.2` takes 1.2 and all later versions before
/// 2.0, `^0.1` takes 0.1 and its patches.
///
/// Checked here and not by PF4J, which reads `requires=1.2.3` as `>=1.2.3`.
///
/// @param major the major version, which must agree
/// @param minor the minor version, which must agree below 1.0 and may be later from 1.0 on
public record CaretRange(int major, int minor) {
    private static final Pattern CARET = Pattern.compile("\\^(\\d{1,9})\\.(\\d{1,9})");
    private static final Pattern VERSION = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})(?:[.+-].*)?");

    /// Reads a range; empty if it is none.
    public static Optional<CaretRange> parse(String text) {
        return read(CARET, text);
    }

    /// Whether a version is in it. What does not begin with a major and a minor version is in
    /// none.
    public boolean accepts(String version) {
        return read(VERSION, version).filter(this::accepts).isPresent();
    }

    private boolean accepts(CaretRange actual) {
        boolean minorFits = major == 0 ? actual.minor == minor : actual.minor >= minor;
        return actual.major == major && minorFits;
    }

    private static Optional<CaretRange> read(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new CaretRange(
                                Integer.parseInt(matcher.group(1)),
                                Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "^" + major + "." + minor;
    }
}
