// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;

import java.util.Set;

/// The context of a request that no call asked for: nobody cancels it.
final class UncalledFor implements CallContext {
    private static final Caller PLATFORM = new Caller("", "", "", Set.of());

    @Override
    public String requestId() {
        return "provider-openai";
    }

    @Override
    public Caller caller() {
        return PLATFORM;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void onCancel(Runnable action) {}
}
