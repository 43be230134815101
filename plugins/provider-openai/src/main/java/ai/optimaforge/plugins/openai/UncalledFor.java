// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;

/// The context of a request that no call asked for: nobody cancels it.
final class UncalledFor implements CallContext {
    @Override
    public String requestId() {
        return "provider-openai";
    }

    @Override
    public Caller caller() {
        return Caller.platform();
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void onCancel(Runnable action) {}
}
