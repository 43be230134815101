// SPDX-License-Identifier: Apache-2.0

/// An endpoint group: a greeting, a stream of greetings, a WebSocket.
@NullMarked
package com.example.helloendpoint;

import org.jspecify.annotations.NullMarked;
