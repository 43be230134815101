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
    private final Caller caller;
    private final List<Runnable> actions = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private boolean cancelled;

    /// A call of somebody with scope `chat`, not cancelled yet.
    public TestCall() {
        this(caller("user_test", "chat"));
    }

    /// A call of somebody, not cancelled yet.
    public TestCall(Caller caller) {
        this.caller = caller;
    }

    /// Somebody without limits, to whom every feature is on.
    public static Caller caller(String userId, String... scopes) {
        return new Caller(
                "key_test",
                "account_test",
                userId,
                Tier.ENTERPRISE,
                Set.of(scopes),
                Set.of(),
                Optional.empty(),
                true);
    }

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
        return caller;
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

    @Override
    public void notice(String line) {
        notices.add(line);
    }

    /// What was noticed so far.
    public List<String> notices() {
        return List.copyOf(notices);
    }
}
