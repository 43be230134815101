// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Load from this process, where `wrk` is not installed.
final class JavaLoad implements Load {
    private final Network network;

    JavaLoad(Network network) {
        this.network = network;
    }

    @Override
    public String name() {
        return "built-in";
    }

    @Override
    public Result run(Target target, ApiCall call, int connections, Duration duration) {
        var run = new Run(network, target, Buffer.buffer(call.request(target)));
        List<NetSocket> sockets = network.connect(target, connections);
        Promise<Run> ended = Promise.promise();
        network.onLoop(
                () -> {
                    sockets.forEach(run::callOver);
                    network.later(
                            duration,
                            () -> {
                                run.end();
                                ended.complete(run);
                            });
                });
        return Network.await(ended.future(), duration.plusSeconds(20)).result();
    }

    /// Lives on the event loop until it ends.
    private static final class Run {
        private final Network network;
        private final Target target;
        private final Buffer request;
        private final long start = System.nanoTime();
        private final Set<NetSocket> open = new HashSet<>();
        private long[] times = new long[1 << 16];
        private int calls;
        private long failures;
        private double seconds;
        private boolean over;

        Run(Network network, Target target, Buffer request) {
            this.network = network;
            this.target = target;
            this.request = request;
        }

        void callOver(NetSocket socket) {
            open.add(socket);
            new Caller(this, socket).start();
        }

        /// A server may close a connection between two calls, where a client opens another.
        void closed(NetSocket socket, boolean inResponse) {
            open.remove(socket);
            if (over) {
                return;
            }
            if (inResponse) {
                failures++;
            }
            network.connect(target).onSuccess(this::callOver).onFailure(failure -> failures++);
        }

        void record(int status, long nanos) {
            if (status != 200) {
                failures++;
                return;
            }
            if (calls == times.length) {
                times = Arrays.copyOf(times, 2 * times.length);
            }
            times[calls++] = nanos;
        }

        void end() {
            over = true;
            seconds = (System.nanoTime() - start) / 1e9;
            List.copyOf(open).forEach(NetSocket::close);
        }

        /// What was seen, once it has ended.
        Result result() {
            long[] sorted = Arrays.copyOf(times, calls);
            Arrays.sort(sorted);
            return new Result(calls / seconds, at(sorted, 0.5), at(sorted, 0.99), failures);
        }

        private static double at(long[] sorted, double share) {
            if (sorted.length == 0) {
                throw new BenchmarkException("no call was answered with 200");
            }
            return sorted[(int) ((sorted.length - 1) * share)] / 1e3;
        }
    }

    /// One connection.
    private static final class Caller {
        private final Run run;
        private final NetSocket socket;
        private final ResponseFraming framing = new ResponseFraming((bytes, from, to) -> {});
        private long sent;

        Caller(Run run, NetSocket socket) {
            this.run = run;
            this.socket = socket;
        }

        void start() {
            socket.handler(this::take);
            socket.exceptionHandler(failure -> {});
            socket.closeHandler(nothing -> run.closed(socket, framing.inResponse()));
            call();
        }

        private void call() {
            sent = System.nanoTime();
            socket.write(run.request);
        }

        private void take(Buffer data) {
            if (!run.over && framing.take(data.getBytes())) {
                run.record(framing.status(), System.nanoTime() - sent);
                call();
            }
        }
    }
}
