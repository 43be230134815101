// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

/// A setting that has a value, as `forge config show` prints it.
///
/// @param key the whole key, for instance `http.body-limit`
/// @param value as it was written; `***` if secret
/// @param origin for instance `file conf/forge.yaml:12`, `env FORGE_HTTP_PORT` or `default`
public record EffectiveSetting(String key, String value, String origin) {}
