// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import java.nio.file.Path;

/// A library that a plugin brings.
///
/// @param name the library as `group:artifact`
/// @param scope its scope
/// @param through the dependency in the plugin's POM that brings it; the library itself, if the
/// POM names it
/// @param jarName the name that its jar gets in the plugin
/// @param file its jar, or the classes of one that is not packaged yet
record Library(String name, String scope, String through, String jarName, Path file) {}
