// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import ai.optimaforge.spi.CallContext;

import java.util.List;

/// A call that is held to account for what models use on its behalf.
public interface AccountedCall extends CallContext {
    /// What the call is expected to use, in tokens, judged by its length.
    long expectedTokens();

    /// What it may still cost by the budgets of its caller, in US dollars; infinite if there are
    /// none.
    double usdLeft();

    /// A model was asked. Called once for each time, when that is over, before the answer is out;
    /// on the call's event loop.
    void used(ModelUse use);

    /// What was noticed of the call so far, in the order in which it was.
    List<String> notices();

    /// Tells the client of something in a header `Warning` of the answer, if its head is not out
    /// yet.
    void warn(String line);
}
