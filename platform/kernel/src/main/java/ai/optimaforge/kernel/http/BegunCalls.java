// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.kernel.identity.Identity;
import ai.optimaforge.kernel.limit.Decision;
import ai.optimaforge.kernel.limit.RateClass;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Calls;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.OwnCall;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.util.Optional;

/// Lets in the calls of a plugin that are no requests of their own.
final class BegunCalls implements Calls {
    private final String plugin;
    private final Vertx vertx;
    private final HttpServices services;
    private final CallRecords records;
    private final CallMeters meters;

    BegunCalls(String plugin, Vertx vertx, HttpServices services, MeterRegistry registry) {
        this.plugin = plugin;
        this.vertx = vertx;
        this.services = services;
        this.records = new CallRecords(services.usage());
        this.meters = new CallMeters(registry);
    }

    @Override
    public Future<OwnCall> begin(CallContext on, String operation) {
        return begin(on.caller().keyId(), operation, RateClass.DEFAULT);
    }

    @Override
    public Future<OwnCall> resume(String keyId, String operation) {
        return begin(keyId, operation, RateClass.CONTINUED);
    }

    private Future<OwnCall> begin(String keyId, String operation, RateClass rateClass) {
        Context context = vertx.getOrCreateContext();
        return OwnLoop.of(
                services.keys()
                        .findById(keyId)
                        .map(BegunCalls::allowed)
                        .compose(
                                identity ->
                                        services.limiter()
                                                .admit(identity, rateClass, 0)
                                                .map(
                                                        decision ->
                                                                begun(
                                                                        identity, decision,
                                                                        operation, context))));
    }

    private static Identity allowed(Optional<Identity> found) {
        Identity identity =
                found.orElseThrow(
                        () ->
                                new ForgeException(
                                        CommonError.INVALID_API_KEY,
                                        "The API key is not valid any more."));
        Admission.requireEnabled(identity);
        return identity;
    }

    private OwnCall begun(Identity identity, Decision decision, String operation, Context context) {
        decision.refusal()
                .ifPresent(
                        refusal -> {
                            throw refusal;
                        });
        BegunCall call =
                new BegunCall(
                        RequestIds.next(),
                        identity,
                        decision.call(),
                        (over, status) -> note(over, operation, status));
        call.watchedBy(
                services.keys()
                        .onRevoked(identity, () -> context.runOnContext(now -> call.cancel())));
        return call;
    }

    private void note(BegunCall call, String operation, int status) {
        records.note(call, operation, status);
        meters.record(operation, plugin, status, call.nanosSinceStart());
    }
}
