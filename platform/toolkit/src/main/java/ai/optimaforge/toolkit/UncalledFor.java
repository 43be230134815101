// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;

/// The context of a request that no call asked for, such as the one for the models of an
/// upstream: nobody cancels it.
public final class UncalledFor implements CallContext {
    private final String requestId;

    /// @param requestId stands for the call that is not, for instance `provider-openai`
    public UncalledFor(String requestId) {
        this.requestId = requestId;
    }

    @Override
    public String requestId() {
        return requestId;
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

    @Override
    public void notice(String line) {}
}
