// SPDX-License-Identifier: Apache-2.0

/// Features as users and as OpenFeature's SDKs see them.
@NullMarked
package ai.optimaforge.plugins.features;

import org.jspecify.annotations.NullMarked;
