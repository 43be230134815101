// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.feature.Tier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A call that a test can cancel. Like a real one it belongs to an event loop: it is made,
/// cancelled and asked there.
///
/// ```java
/// TestCall call = new TestCall();
/// Future<ChatAnswer> answer = loop.start(() -> provider.chat(request, call));
/// loop.run(call::cancel);
/// ```
public final class TestCall implements CallContext {
    private final List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;

    /// A call that is not cancelled yet.
    public TestCall() {}

    /// The client has gone: runs what is to be done then.
    public void cancel() {
        cancelled = true;
        actions.forEach(Runnable::run);
        actions.clear();
    }

    @Override
    public String requestId() {
        return "req_test";
    }

    @Override
    public Caller caller() {
        return new Caller(
                "key_test",
                "account_test",
                "user_test",
                Tier.ENTERPRISE,
                Set.of("chat"),
                Set.of(),
                Optional.empty(),
                true);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable action) {
        if (cancelled) {
            action.run();
        } else {
            actions.add(action);
        }
    }
}
