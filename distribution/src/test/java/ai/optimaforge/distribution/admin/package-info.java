// SPDX-License-Identifier: Apache-2.0

/// What those who run the platform see and change.
@NullMarked
package ai.optimaforge.distribution.admin;

import org.jspecify.annotations.NullMarked;
