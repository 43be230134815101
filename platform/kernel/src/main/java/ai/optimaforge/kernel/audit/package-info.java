// SPDX-License-Identifier: Apache-2.0

/// The room `audit`: who changed what. Its door is [AuditTrail].
@NullMarked
package ai.optimaforge.kernel.audit;

import org.jspecify.annotations.NullMarked;
