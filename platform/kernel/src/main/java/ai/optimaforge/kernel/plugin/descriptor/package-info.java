// SPDX-License-Identifier: Apache-2.0
/// What a plugin's build says about it, for all who read it: the platform that runs it and the
/// installer that puts it there.
@NullMarked
package ai.optimaforge.kernel.plugin.descriptor;

import org.jspecify.annotations.NullMarked;
