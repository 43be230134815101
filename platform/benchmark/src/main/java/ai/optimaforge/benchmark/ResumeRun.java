// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.EventStream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One stream that is begun at a node, which is killed in its midst, and resumed at the other.
///
/// @param background whether the response was made in the background
/// @param seen how many events had come before the kill
/// @param end how it ended
/// @param lost numbers that were left out, and fragments of the text
/// @param doubled those that came twice
/// @param seconds from the kill to the end
record ResumeRun(boolean background, int seen, String end, int lost, int doubled, double seconds) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final String DATA = "data: {";
    private static final Set<String> ENDS =
            Set.of("response.completed", "response.incomplete", "response.failed");

    /// What is asked for, and when the node is killed.
    ///
    /// @param from the node that is asked and killed
    /// @param to the other
    /// @param events after how many
    record Plan(Target from, Target to, boolean background, int events, Runnable kill) {}

    /// Makes one. The model says `0 1 2 …`, a number in each fragment.
    ///
    /// @param threads for the reader at the other node
    static ResumeRun of(Plan plan, Executor threads) {
        String request =
                new JsonObject()
                        .put("model", plan.from().model())
                        .put("input", "Count.")
                        .put("stream", true)
                        .put("background", plan.background())
                        .encode();
        URI address = plan.from().baseUrl().resolve("/");
        List<JsonObject> seen = new ArrayList<>();
        CompletableFuture<List<JsonObject>> reader;
        String id;
        try (ApiClient client =
                        new ApiClient(
                                URI.create("http://" + address.getAuthority()), plan.from().key());
                EventStream stream = client.stream("/v1/responses", request)) {
            seen.add(next(stream));
            id = seen.getFirst().getJsonObject("response").getString("id");
            reader = CompletableFuture.supplyAsync(() -> read(plan.to(), id, ""), threads);
            while (seen.size() < plan.events()) {
                seen.add(next(stream));
            }
            plan.kill().run();
        }
        long killed = System.nanoTime();
        List<JsonObject> all = new ArrayList<>(seen);
        all.addAll(read(plan.to(), id, "&starting_after=" + (seen.size() - 1)));
        double seconds = (System.nanoTime() - killed) / 1e9;
        Count client = Count.of(all);
        Count other = Count.of(reader.join());
        return new ResumeRun(
                plan.background(),
                seen.size(),
                all.getLast().getString("type"),
                client.lost() + other.lost(),
                client.doubled() + other.doubled(),
                seconds);
    }

    private static JsonObject next(EventStream stream) {
        String frame =
                stream.next()
                        .orElseThrow(() -> new BenchmarkException("the stream ended too soon"));
        return new JsonObject(frame.substring(frame.indexOf(DATA) + DATA.length() - 1));
    }

    private static List<JsonObject> read(Target target, String id, String more) {
        URI uri = URI.create(target.baseUrl() + "/responses/" + id + "?stream=true" + more);
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .header("authorization", "Bearer " + target.key())
                        .build();
        HttpResponse<String> answer = answer(request);
        if (answer.statusCode() != OK) {
            throw new BenchmarkException(
                    uri + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body()
                .lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> new JsonObject(line.substring(DATA.length() - 1)))
                .toList();
    }

    /// What is refused for now is asked for again, as every client does.
    private static HttpResponse<String> answer(HttpRequest request) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            HttpResponse<String> answer = whole(request);
            while (answer.statusCode() == UNAVAILABLE && System.nanoTime() < deadline) {
                Pause.of(AGAIN);
                answer = whole(request);
            }
            return answer;
        } catch (ExecutionException e) {
            throw new BenchmarkException(request.uri() + " is not answered", e);
        } catch (TimeoutException e) {
            throw new BenchmarkException(request.uri() + " has not ended within " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    private static HttpResponse<String> whole(HttpRequest request)
            throws InterruptedException, ExecutionException, TimeoutException {
        return CLIENT.sendAsync(request, BodyHandlers.ofString())
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// What a reader has missed or had twice.
    private record Count(int lost, int doubled) {
        static Count of(List<JsonObject> events) {
            Count count = new Count(0, 0);
            int next = 0;
            int fragment = 0;
            for (JsonObject event : events) {
                int number = event.getInteger("sequence_number");
                count = count.plus(number - next);
                next = number + 1;
                if ("response.output_text.delta".equals(event.getString("type"))) {
                    int said = Integer.parseInt(event.getString("delta").strip());
                    count = count.plus(said - fragment);
                    fragment = said + 1;
                }
            }
            JsonObject last = events.isEmpty() ? new JsonObject() : events.getLast();
            return ENDS.contains(last.getString("type", ""))
                    ? count.plusText(last.getJsonObject("response"), fragment)
                    : count.plus(1);
        }

        private Count plus(int distance) {
            return new Count(lost + Math.max(0, distance), doubled + Math.max(0, -distance));
        }

        /// The response holds a beginning of the same text. A client has seen no less of it than
        /// was kept, whoever was lost, and no more than that is lost.
        private Count plusText(JsonObject response, int seen) {
            String text = text(response);
            String[] said = text.isBlank() ? new String[0] : text.strip().split(" ");
            Count count = plus(Math.max(0, said.length - seen));
            for (int i = 0; i < said.length; i++) {
                count = said[i].equals(String.valueOf(i)) ? count : count.plus(1);
            }
            return count;
        }

        /// What was kept may end before the first item, and before its first part.
        private static String text(JsonObject response) {
            JsonArray output = response.getJsonArray("output", new JsonArray());
            JsonArray content =
                    output.isEmpty()
                            ? output
                            : output.getJsonObject(0).getJsonArray("content", new JsonArray());
            return content.isEmpty() ? "" : content.getJsonObject(0).getString("text");
        }
    }

    JsonObject json() {
        return new JsonObject()
                .put("background", background)
                .put("seen", seen)
                .put("end", end)
                .put("lost", lost)
                .put("doubled", doubled)
                .put("seconds", seconds);
    }
}
