// SPDX-License-Identifier: Apache-2.0

/// A model provider that repeats what it is told.
@NullMarked
package com.example.providerecho;

import org.jspecify.annotations.NullMarked;
