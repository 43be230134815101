// SPDX-License-Identifier: Apache-2.0

/// A response in the making: from the request to the last event.
@NullMarked
package ai.optimaforge.plugins.responses.run;

import org.jspecify.annotations.NullMarked;
