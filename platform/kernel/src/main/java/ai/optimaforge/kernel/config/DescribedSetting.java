// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.util.Optional;

/// A setting that a record asks for, whether or not it has a value.
///
/// @param key the whole key; `[]` stands for a place in a list, `<name>` for a name of the
/// operator's
/// @param type what its value is, for people
/// @param defaultValue what holds if it is not set; empty if nothing does
/// @param required whether it must be set
/// @param doc what it does, in one line
public record DescribedSetting(
        String key, String type, Optional<String> defaultValue, boolean required, String doc) {}
