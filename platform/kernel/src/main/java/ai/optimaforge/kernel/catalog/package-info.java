// SPDX-License-Identifier: Apache-2.0
/// What is known of models: the list of facts that comes with the platform, what a provider says,
/// what the operator has written down.
@NullMarked
package ai.optimaforge.kernel.catalog;

import org.jspecify.annotations.NullMarked;
