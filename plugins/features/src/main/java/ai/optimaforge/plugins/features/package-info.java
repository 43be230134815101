// SPDX-License-Identifier: Apache-2.0

/// What can be switched on and off for a user, in the platform's own words and in OpenFeature's.
@NullMarked
package ai.optimaforge.plugins.features;

import org.jspecify.annotations.NullMarked;
