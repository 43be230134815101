// SPDX-License-Identifier: Apache-2.0

/// What operators say and see, held against a platform that takes it down.
@NullMarked
package ai.optimaforge.plugins.admin;

import org.jspecify.annotations.NullMarked;
