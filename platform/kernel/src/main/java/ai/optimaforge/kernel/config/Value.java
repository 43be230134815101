// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.util.List;
import java.util.Map;

/// What was written for a key, before anyone asked for a type, and where.
sealed interface Value {
    /// For instance `file conf/forge.yaml:12`, `env FORGE_HTTP_PORT`, `--set` or `default`.
    String origin();

    /// One text; references in it are not resolved yet.
    record Text(String text, String origin) implements Value {}

    /// A list as YAML has it.
    record Items(List<Value> items, String origin) implements Value {}

    /// A key with nothing behind it, such as a section whose lines are all commented out.
    record Blank(String origin) implements Value {}

    /// A mapping, flat: every leaf under its whole dotted key, so that nested and dotted keys
    /// cannot differ. Below the root it occurs only as an item of a list.
    record Tree(Map<String, Value> leaves, String origin) implements Value {}
}
