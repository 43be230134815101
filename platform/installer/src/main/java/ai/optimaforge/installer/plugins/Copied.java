// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.plugins;

import ai.optimaforge.installer.lock.LockedPlugin;

import java.nio.file.Path;

/// A plugin that is installed elsewhere, to be installed here too.
///
/// @param directory where it is installed
/// @param locked what the lock there says about it; the files must still be so
public record Copied(Path directory, LockedPlugin locked) {}
