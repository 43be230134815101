// SPDX-License-Identifier: Apache-2.0

/// A chat interceptor that keeps e-mail addresses from the model.
@NullMarked
package com.example.interceptorredact;

import org.jspecify.annotations.NullMarked;
