// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Calls at a fixed rate, whole answers and streams in turn, of which each is read to its end. A
/// thread a call, since each may wait long.
final class FaultLoad {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String DONE = "data: [DONE]";

    private final HttpClient client;
    private final Target target;
    private final FaultTally tally;

    private FaultLoad(HttpClient client, Target target, FaultTally tally) {
        this.client = client;
        this.target = target;
        this.tally = tally;
    }

    /// Calls for so long, and waits for the last answer.
    ///
    /// @param rate calls a second
    static FaultTally run(Target target, int rate, Duration duration) {
        FaultTally tally = new FaultTally();
        try (HttpClient client =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            FaultLoad load = new FaultLoad(client, target, tally);
            long start = System.nanoTime();
            long most = duration.toSeconds() * rate;
            for (long i = 0; i < most; i++) {
                boolean stream = i % 2 == 0;
                threads.execute(() -> load.call(stream));
                long next =
                        start + Duration.ofSeconds(1).multipliedBy(i + 1).dividedBy(rate).toNanos();
                Pause.of(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            }
        }
        return tally;
    }

    private void call(boolean stream) {
        long start = System.nanoTime();
        HttpResponse<InputStream> answer;
        try {
            answer = client.send(request(stream), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            tally.failedBeforeFirstByte(e.getClass().getSimpleName(), millisSince(start));
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try (InputStream body = answer.body()) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            if (answer.statusCode() != 200) {
                tally.failedBeforeFirstByte("status " + answer.statusCode(), millisSince(start));
            } else if (stream && !text.contains(DONE)) {
                tally.failedAfterFirstByte("stream without its end", millisSince(start));
            } else {
                tally.answered(millisSince(start));
            }
        } catch (IOException e) {
            tally.failedAfterFirstByte(e.getClass().getSimpleName(), millisSince(start));
        }
    }

    private HttpRequest request(boolean stream) {
        String body = ChatCall.saying("Hello there.", stream).body(target);
        return HttpRequest.newBuilder(URI.create(target.baseUrl() + "/chat/completions"))
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + target.key())
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / NANOS_PER_MILLI;
    }
}
