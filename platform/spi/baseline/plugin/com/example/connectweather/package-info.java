// SPDX-License-Identifier: Apache-2.0

/// A connect app: the weather of a place, and a trigger when it changes.
@NullMarked
package com.example.connectweather;

import org.jspecify.annotations.NullMarked;
